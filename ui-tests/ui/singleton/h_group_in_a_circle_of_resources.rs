//! Each would share the places of the other.

use qom_core::prelude::*;

#[qom_type]
pub struct Socket {}

#[qom_type(interfaces = [Singleton], singleton(group = Bulb, scope = resource(socket)))]
pub struct Lamp {
    socket: Registered<Socket>,
}

#[qom_type(interfaces = [Singleton], singleton(group = Lamp, scope = resource(socket)))]
pub struct Bulb {
    socket: Registered<Socket>,
}

fn main() {}
