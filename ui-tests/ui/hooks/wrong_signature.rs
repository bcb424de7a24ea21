//! An implementation with another signature.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(this: &Self, colour: u32) {
        let _ = colour;
    }
}

#[qom_type(parent = Lamp)]
pub struct Torch {}

impl LampImpl for Torch {
    fn light(_this: &Self, _colour: &str) {}
}

fn main() {}
