//! One name is one class, so there are no generic types.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp<T> {
    colour: T,
}

fn main() {}
