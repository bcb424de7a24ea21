//! One expression, not two.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[init(1, 2)]
    colour: u32,
}

fn main() {}
