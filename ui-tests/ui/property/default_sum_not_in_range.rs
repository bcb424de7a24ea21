//! A default that is computed, and not in the range.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(range = 0..=5, default = 3 + 3)]
    level: Prop<u8>,
}

fn main() {}
