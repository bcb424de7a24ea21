//! A child called like a property of the parent.

use qom_core::prelude::*;

#[qom_type]
pub struct Bulb {}

#[qom_type]
pub struct Lamp {
    #[property]
    level: Prop<u8>,
}

#[qom_type(parent = Lamp)]
pub struct DeskLamp {
    #[child]
    level: Child<Bulb>,
}

fn main() {}
