//! A second one cannot be made by hand.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {
    colour: u8,
}

fn main() {
    let lamp = Lamp { colour: 1 };
    let _ = lamp.colour;
}
