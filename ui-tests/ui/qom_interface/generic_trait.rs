//! One class layer, so no generic trait.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl<T> {
    fn label(this: &Self) -> u32;
}

fn main() {}
