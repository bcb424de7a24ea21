//! A default without its name.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(1)]
    colour: Prop<u32>,
}

fn main() {}
