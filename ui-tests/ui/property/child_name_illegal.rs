//! A field whose name cannot be a child's.

use qom_core::prelude::*;

#[qom_type]
pub struct Bulb {}

#[qom_type]
pub struct Lamp {
    #[child]
    _bulb: Child<Bulb>,
}

fn main() {}
