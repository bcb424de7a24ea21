//! The trait has the name that the interface is to have.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait Named {
    fn label(this: &Self) -> u32;
}

fn main() {}
