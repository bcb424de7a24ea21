//! A field whose name cannot be a property's.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property]
    _level: Prop<u8>,
}

fn main() {}
