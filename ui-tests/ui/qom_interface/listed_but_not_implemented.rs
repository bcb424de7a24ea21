//! A type that can be created implements what it lists.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {
    fn label(this: &Self) -> u32;
}

#[qom_type(interfaces = [Named])]
pub struct Lamp {}

fn main() {}
