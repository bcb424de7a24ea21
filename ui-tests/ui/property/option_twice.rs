//! An option twice.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(unit = "a", unit = "b")]
    level: Prop<u8>,
}

fn main() {}
