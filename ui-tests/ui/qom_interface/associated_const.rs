//! A value that each class has is a class field.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {
    const LABEL: u32;
}

fn main() {}
