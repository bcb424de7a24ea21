//! A resource is an object.

use qom_core::prelude::*;

pub struct Socket;

#[qom_type(interfaces = [Singleton], singleton(scope = resource(socket)))]
pub struct Lamp {
    socket: Registered<Socket>,
}

fn main() {}
