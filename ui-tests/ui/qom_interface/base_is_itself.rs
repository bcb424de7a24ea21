//! An interface that is its own base.

use qom_core::prelude::*;

#[qom_interface(Titled: Titled)]
pub trait TitledImpl {
    fn title(this: &Self) -> u32;
}

fn main() {}
