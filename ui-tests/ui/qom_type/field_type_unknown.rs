//! A field of a type that does not exist.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    colour: Colour,
}

fn main() {}
