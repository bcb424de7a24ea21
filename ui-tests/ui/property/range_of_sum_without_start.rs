//! The same, of a range that is computed.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(range = 1 + 1..=(1 << 3))]
    level: Prop<i64>,
}

fn main() {}
