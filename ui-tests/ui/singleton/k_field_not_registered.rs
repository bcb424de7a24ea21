//! A link is not a registration.

use qom_core::prelude::*;

#[qom_type]
pub struct Socket {}

#[qom_type(interfaces = [Singleton], singleton(scope = resource(socket)))]
pub struct Lamp {
    socket: Option<Obj<Socket>>,
}

fn main() {}
