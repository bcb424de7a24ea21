//! The base interface is an option of the attribute.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {
    fn label(this: &Self) -> u32;
}

#[qom_interface(Titled)]
pub trait TitledImpl: NamedImpl {
    fn title(this: &Self) -> u32;
}

fn main() {}
