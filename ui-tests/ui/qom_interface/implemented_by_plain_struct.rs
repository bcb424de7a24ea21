//! Types implement interfaces, structs do not.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {
    fn label(this: &Self) -> u32;
}

pub struct Lamp {}

impl NamedImpl for Lamp {
    fn label(_this: &Self) -> u32 {
        7
    }
}

fn main() {}
