//! One name is one class, so there are no generic singletons.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp<T> {
    colour: T,
}

fn main() {}
