//! Of which resource?

use qom_core::prelude::*;

#[qom_type]
pub struct Socket {}

#[qom_type(interfaces = [Singleton], singleton(scope = resource(socket)))]
pub struct Lamp {
    socket: Registered<Socket>,
}

fn main() {
    let _ = Lamp::instance_in(&Context::new());
}
