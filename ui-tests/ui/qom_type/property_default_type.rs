//! A default of another type.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(default = "red")]
    colour: Prop<u32>,
    #[property(default = 1)]
    label: Prop<String>,
}

fn main() {}
