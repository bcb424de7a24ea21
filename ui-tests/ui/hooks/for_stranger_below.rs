//! A type further down than the one with the hooks, in another line.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(this: &Self) {}
}

#[qom_type(parent = Device)]
pub struct Fridge {}

impl LampImpl for Fridge {
    fn light(_this: &Self) {}
}

fn main() {}
