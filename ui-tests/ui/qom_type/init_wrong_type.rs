//! The value of a field is of another type.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[init("red")]
    colour: u32,
}

fn main() {}
