//! A default that is computed when an object is created, of a number with a range.

use qom_core::prelude::*;

fn level() -> u8 {
    3
}

#[qom_type]
pub struct Lamp {
    #[property(default = level(), range = 1..=5)]
    level: Prop<u8>,
}

fn main() {}
