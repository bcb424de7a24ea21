//! A child is an object.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[child]
    bulb: Child<u32>,
}

fn main() {}
