//! A default that is not there.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(default)]
    colour: Prop<u32>,
}

fn main() {}
