//! A type that does not derive from the one with the hooks.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(this: &Self) {}
}

#[qom_type]
pub struct Fridge {}

impl LampImpl for Fridge {
    fn light(_this: &Self) {}
}

fn main() {}
