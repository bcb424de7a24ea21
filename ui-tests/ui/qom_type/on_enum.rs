//! A type is a struct: an enum has no parent inside.

use qom_core::prelude::*;

#[qom_type]
pub enum Lamp {
    On,
    Off,
}

fn main() {}
