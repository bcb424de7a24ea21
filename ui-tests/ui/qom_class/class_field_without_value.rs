//! A class field starts with a value.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    #[class_field]
    fn watts() -> u32;
}

fn main() {}
