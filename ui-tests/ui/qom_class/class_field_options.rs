//! A class field has no options.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    #[class_field(5)]
    fn watts() -> u32 {
        5
    }
}

fn main() {}
