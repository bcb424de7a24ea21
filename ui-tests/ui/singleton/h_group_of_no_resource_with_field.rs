//! The group has one place.

use qom_core::prelude::*;

#[qom_type]
pub struct Socket {}

#[qom_type(interfaces = [Singleton])]
pub struct Bulb {}

#[qom_type(interfaces = [Singleton], singleton(group = Bulb, scope = resource(socket)))]
pub struct Lamp {
    socket: Registered<Socket>,
}

fn main() {}
