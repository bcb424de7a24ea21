//! The caller gets the handle, or else there is nothing to keep the instance.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

fn lamp() -> &'static Lamp {
    &Lamp::instance().unwrap()
}

fn main() {
    lamp();
}
