//! A super call is for a type that implements the hooks.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(this: &Self) {}
}

#[qom_type(parent = Lamp)]
pub struct Torch {}

fn light(torch: &Torch) {
    Lamp::parent_light(torch);
}

fn main() {}
