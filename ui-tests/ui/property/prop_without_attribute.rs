//! A property that is not said to be one.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    // Nothing here.
    level: Prop<u8>,
}

fn main() {}
