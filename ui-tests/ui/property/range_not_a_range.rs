//! A range that is a number.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(range = 5)]
    level: Prop<u8>,
}

fn main() {}
