//! A property is a `Prop`, with a default as without.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(default = 7)]
    colour: u32,
}

fn main() {}
