//! Objects are shared, so nobody has a `&mut`.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {
    fn label(this: &mut Self) -> u32;
}

fn main() {}
