//! An interface listed twice.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {
    fn label(this: &Self) -> u32 {
        0
    }
}

#[qom_type(interfaces = [Named, Named])]
pub struct Lamp {}

fn main() {}
