//! A unit that is no text.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(unit = 5)]
    level: Prop<u8>,
}

fn main() {}
