//! The base does not exist.

use qom_core::prelude::*;

#[qom_interface(Titled: Named)]
pub trait TitledImpl {
    fn title(this: &Self) -> u32;
}

fn main() {}
