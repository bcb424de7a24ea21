//! A range with its ends the wrong way round.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(range = 5..=1)]
    level: Prop<u8>,
}

fn main() {}
