//! A class field starts with a value.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {
    #[class_field]
    fn label() -> u32;
}

fn main() {}
