//! A field starts with one thing.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[init(Prop::new(1))]
    #[property]
    colour: Prop<u32>,
}

fn main() {}
