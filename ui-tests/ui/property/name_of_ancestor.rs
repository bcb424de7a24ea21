//! A property that the parent has.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {
    #[property]
    level: Prop<u8>,
}

#[qom_type(parent = Lamp)]
pub struct DeskLamp {
    #[property]
    level: Prop<u8>,
}

fn main() {}
