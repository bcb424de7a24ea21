//! A flag with a value.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(read_only = true)]
    level: Prop<u8>,
}

fn main() {}
