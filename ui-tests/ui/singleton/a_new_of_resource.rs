//! A singleton of a resource is created as the others are.

use qom_core::prelude::*;

#[qom_type]
pub struct Socket {}

#[qom_type(interfaces = [Singleton], singleton(scope = resource(socket)))]
pub struct Lamp {
    socket: Registered<Socket>,
}

fn main() {
    let _ = Lamp::new();
}
