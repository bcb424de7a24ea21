//! A class field is a value, not a method.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    #[class_field]
    fn watts(dimmed: bool) -> u32 {
        if dimmed { 3 } else { 5 }
    }
}

fn main() {}
