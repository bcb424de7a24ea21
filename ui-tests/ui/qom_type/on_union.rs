//! A type is a struct, not a union.

use qom_core::prelude::*;

#[qom_type]
pub union Lamp {
    on: u8,
    off: i8,
}

fn main() {}
