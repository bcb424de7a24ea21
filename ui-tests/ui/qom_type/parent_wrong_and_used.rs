//! A type with a wrong parent is used: the uses are not errors too.

use qom_core::prelude::*;

pub struct Bulb;

#[qom_type(parent = Bulb)]
pub struct Lamp {
    #[property(default = 7)]
    colour: Prop<u32>,
}

fn main() {
    let lamp = Lamp::new();
    let _ = lamp.colour.get();
}
