//! `this` is the first parameter.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(colour: u32, this: &Self);
}

fn main() {}
