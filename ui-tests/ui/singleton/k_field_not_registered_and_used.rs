//! What the field is, is wrong once.

use qom_core::prelude::*;

#[qom_type]
pub struct Socket {}

#[qom_type(interfaces = [Singleton], singleton(scope = resource(socket)))]
pub struct Lamp {
    socket: Option<Obj<Socket>>,
}

fn main() {
    let socket = Socket::new();
    let lamp = Lamp::try_new().unwrap();
    lamp.register_with(&socket).unwrap();
    let _ = Lamp::instance_with(&socket);
}
