//! The resource is a field, and there is none of that name.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton], singleton(scope = resource(bus)))]
pub struct Lamp {
    socket: u32,
}

fn main() {}
