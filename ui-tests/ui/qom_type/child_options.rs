//! `#[child]` has no options.

use qom_core::prelude::*;

#[qom_type]
pub struct Bulb {}

#[qom_type]
pub struct Lamp {
    #[child(bulb)]
    bulb: Child<Bulb>,
}

fn main() {}
