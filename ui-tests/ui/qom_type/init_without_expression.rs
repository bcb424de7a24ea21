//! What the field starts with is missing.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[init]
    colour: u32,
}

fn main() {}
