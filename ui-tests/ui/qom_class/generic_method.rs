//! One slot in the class, so no type parameters.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light<C: Into<u32>>(this: &Self, colour: C);
}

fn main() {}
