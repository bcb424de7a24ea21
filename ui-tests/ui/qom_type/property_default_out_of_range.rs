//! A default that the type does not hold.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(default = 256)]
    colour: Prop<u8>,
}

fn main() {}
