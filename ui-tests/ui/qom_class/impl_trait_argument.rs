//! An `impl Trait` is a type parameter.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(this: &Self, colour: impl Into<u32>);
}

fn main() {}
