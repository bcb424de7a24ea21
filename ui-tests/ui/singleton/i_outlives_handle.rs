//! A borrowed instance does not outlive the handle that it is borrowed from.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

fn main() {
    let handle = Lamp::instance().unwrap();
    let lamp: &Lamp = &handle;
    drop(handle);
    let _ = lamp.type_name();
}
