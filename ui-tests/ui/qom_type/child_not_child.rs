//! A child is a `Child`.

use qom_core::prelude::*;

#[qom_type]
pub struct Bulb {}

#[qom_type]
pub struct Lamp {
    #[child]
    bulb: Obj<Bulb>,
}

fn main() {}
