//! What is wrong behind a shift is wrong by itself.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(default = 1 << 3, unti = "a", range = 0..=9, unit)]
    level: Prop<u8>,
}

fn main() {}
