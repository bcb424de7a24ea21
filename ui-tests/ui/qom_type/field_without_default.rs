//! A field without an attribute starts with its type's default.

use qom_core::prelude::*;

pub enum Colour {
    Red,
}

#[qom_type]
pub struct Lamp {
    colour: Colour,
}

fn main() {}
