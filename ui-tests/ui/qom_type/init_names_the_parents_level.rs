//! The start of a field that would take the parent's part of the object away.

use qom_core::Object;
use qom_core::prelude::*;

fn steal(_: qom_core::object::Building<Object>) -> u32 {
    1
}

#[qom_type]
pub struct Lamp {
    #[init(steal(__qom_parent_level))]
    watts: u32,
}

fn main() {}
