//! The field is the parent's.

use qom_core::prelude::*;

#[qom_type]
pub struct Socket {}

#[qom_type]
pub struct Bulb {
    socket: Registered<Socket>,
}

#[qom_type(parent = Bulb, interfaces = [Singleton], singleton(scope = resource(socket)))]
pub struct Lamp {}

fn main() {}
