//! The hooks of `X` are called `XImpl`.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait HasName {
    fn label(this: &Self) -> u32;
}

fn main() {}
