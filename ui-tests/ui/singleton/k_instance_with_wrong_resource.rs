//! There is one for each socket, not for each bus.

use qom_core::prelude::*;

#[qom_type]
pub struct Socket {}

#[qom_type(interfaces = [Singleton], singleton(scope = resource(socket)))]
pub struct Lamp {
    socket: Registered<Socket>,
}

#[qom_type]
pub struct Bus {}

fn main() {
    let _ = Lamp::instance_with(&Bus::new());
}
