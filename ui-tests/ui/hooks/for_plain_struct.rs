//! A struct that is no type at all.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(this: &Self) {}
}

pub struct Fridge {}

impl LampImpl for Fridge {
    fn light(_this: &Self) {}
}

fn main() {}
