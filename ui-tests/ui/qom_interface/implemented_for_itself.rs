//! The base implementation is the body of the hook.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {
    fn label(this: &Self) -> u32 {
        7
    }
}

impl NamedImpl for Named {
    fn label(_this: &Self) -> u32 {
        8
    }
}

fn main() {}
