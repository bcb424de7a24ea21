//! A name that is no text.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(name = level)]
    level: Prop<u8>,
}

fn main() {}
