//! One for each of one thing.

use qom_core::prelude::*;

#[qom_type]
pub struct Socket {}

#[qom_type(interfaces = [Singleton], singleton(scope = resource(socket, bus)))]
pub struct Lamp {
    socket: Registered<Socket>,
    bus: Registered<Socket>,
}

fn main() {}
