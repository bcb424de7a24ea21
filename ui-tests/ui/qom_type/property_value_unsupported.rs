//! A `Prop` of a type that no property has.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property]
    colour: Prop<std::time::Duration>,
}

fn main() {}
