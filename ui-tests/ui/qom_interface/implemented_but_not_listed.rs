//! Who implements an interface lists it.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {
    fn label(this: &Self) -> u32;
}

#[qom_type]
pub struct Lamp {}

impl NamedImpl for Lamp {
    fn label(_this: &Self) -> u32 {
        7
    }
}

fn main() {}
