//! A default that the type does not have: cut to what the type has it would be in the range.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(range = 0..=5, default = 258)]
    level: Prop<u8>,
}

fn main() {}
