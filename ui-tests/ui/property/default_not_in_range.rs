//! A default that is not in the range.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(default = 0, range = 1..=5)]
    level: Prop<u8>,
}

fn main() {}
