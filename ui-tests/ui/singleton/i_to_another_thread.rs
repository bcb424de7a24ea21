//! A thread takes a handle with it, and not what is borrowed from one.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

fn main() {
    let handle = Lamp::instance().unwrap();
    let lamp: &Lamp = &handle;
    std::thread::spawn(move || {
        let _ = lamp.type_name();
    });
}
