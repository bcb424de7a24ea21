//! A property of a type that does not exist.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(default = 1)]
    colour: Prop<Colour>,
}

fn main() {}
