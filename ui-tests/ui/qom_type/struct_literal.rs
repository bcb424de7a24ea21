//! An object made by hand would have no header.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    colour: u8,
}

fn main() {
    let lamp = Lamp { colour: 1 };
    let _ = lamp.colour;
}
