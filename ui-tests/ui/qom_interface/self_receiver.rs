//! With a receiver the hook would be called in place of the virtual method.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {
    fn label(&self) -> u32;
}

fn main() {}
