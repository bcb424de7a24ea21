//! Who overrides a method of an inherited interface lists it again.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {
    fn label(this: &Self) -> u32;
}

#[qom_type(interfaces = [Named])]
pub struct Lamp {}

impl NamedImpl for Lamp {
    fn label(_this: &Self) -> u32 {
        7
    }
}

#[qom_type(parent = Lamp)]
pub struct Torch {}

impl NamedImpl for Torch {
    fn label(_this: &Self) -> u32 {
        8
    }
}

fn main() {}
