//! A default of another type: a text.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(default = "red")]
    colour: Prop<u32>,
}

fn main() {}
