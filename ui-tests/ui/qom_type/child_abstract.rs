//! A child is created with its parent, so its type is not abstract.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Bulb {}

#[qom_type]
pub struct Lamp {
    #[child]
    bulb: Child<Bulb>,
}

fn main() {}
