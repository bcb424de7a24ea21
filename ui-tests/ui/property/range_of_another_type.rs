//! A range of numbers of another type.

use qom_core::prelude::*;

const BRIGHT: u32 = 300;

#[qom_type]
pub struct Lamp {
    #[property(range = 0..=BRIGHT)]
    level: Prop<u8>,
}

fn main() {}
