//! An implementation of what is no hook.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(this: &Self) {}
}

#[qom_type(parent = Lamp)]
pub struct Torch {}

impl LampImpl for Torch {
    fn lihgt(_this: &Self) {}
}

fn main() {}
