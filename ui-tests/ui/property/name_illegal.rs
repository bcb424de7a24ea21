//! A name that cannot be a property's.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(name = "le/vel")]
    level: Prop<u8>,
}

fn main() {}
