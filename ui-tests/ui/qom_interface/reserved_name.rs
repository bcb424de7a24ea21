//! A hook that would hide what every object has.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {
    fn type_name(this: &Self) -> u32;
}

fn main() {}
