//! A range without the number that the property starts with.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(range = 1..=5)]
    level: Prop<u8>,
}

fn main() {}
