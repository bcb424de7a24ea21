//! A property is a `Prop`.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property]
    colour: u32,
}

fn main() {}
