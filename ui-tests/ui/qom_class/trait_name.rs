//! The hooks of `X` are called `XImpl`.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampHooks {
    fn light(this: &Self);
}

#[qom_type(parent = Lamp)]
pub struct Torch {}

impl LampHooks for Torch {
    fn light(_this: &Self) {}
}

fn main() {}
