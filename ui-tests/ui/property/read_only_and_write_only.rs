//! A property that can be neither read nor set.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(read_only, write_only)]
    level: Prop<u8>,
}

fn main() {}
