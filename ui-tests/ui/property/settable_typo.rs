//! A mistyped time.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(settable = allways)]
    level: Prop<u8>,
}

fn main() {}
