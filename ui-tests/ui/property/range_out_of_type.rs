//! A range that the type does not have.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(range = 1..=256)]
    level: Prop<u8>,
}

fn main() {}
