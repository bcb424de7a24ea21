//! The handle is the function's own, so what is borrowed from it does not leave the function.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

fn lamp<'a>() -> &'a Lamp {
    let lamp = Lamp::instance().unwrap();
    &lamp
}

fn main() {
    lamp();
}
