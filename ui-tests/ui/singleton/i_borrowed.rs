//! The handle goes with its statement, and what is borrowed from it as well.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

fn main() {
    let lamp: &Lamp;
    lamp = &Lamp::instance().unwrap();
    let _ = lamp.type_name();
}
