//! The parent is abstract and leaves the interface to its subtypes.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {
    fn label(this: &Self) -> u32;
}

#[qom_type(interfaces = [Named], abstract)]
pub struct Lamp {}

#[qom_type(parent = Lamp)]
pub struct Torch {}

fn main() {}
