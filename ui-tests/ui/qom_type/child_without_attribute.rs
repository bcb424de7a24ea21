//! A `Child` without `#[child]` has no default to start with.

use qom_core::prelude::*;

#[qom_type]
pub struct Bulb {}

#[qom_type]
pub struct Lamp {
    bulb: Child<Bulb>,
}

fn main() {}
