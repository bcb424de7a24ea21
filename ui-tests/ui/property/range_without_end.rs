//! A range without an end.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(range = 1..)]
    level: Prop<u8>,
}

fn main() {}
