//! A singleton is a struct.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub union Lamp {
    colour: u8,
}

fn main() {}
