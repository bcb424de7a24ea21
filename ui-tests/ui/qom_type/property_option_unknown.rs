//! An option that a property does not have.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(defualt = 1)]
    colour: Prop<u32>,
}

fn main() {}
