//! A value that each class has is a class field.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    const WATTS: u32 = 5;
    fn light(this: &Self);
}

fn main() {}
