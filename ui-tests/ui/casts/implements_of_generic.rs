//! Generic code says what it needs.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {}

fn named<T: Create>(object: &T) -> &Named {
    object.interface()
}

fn main() {}
