//! A default that is a text, of a number with a range.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(default = "low", range = 1..=5)]
    level: Prop<u8>,
}

fn main() {}
