//! A class field belongs to the class, not to an object.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    #[class_field]
    fn watts(this: &Self) -> u32 {
        5
    }
}

fn main() {}
