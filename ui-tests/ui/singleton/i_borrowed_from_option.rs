//! What is borrowed from the handle in the option goes with the option.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

fn main() {
    let lamp: &Lamp = Lamp::instance().as_deref().unwrap();
    let _ = lamp.type_name();
}
