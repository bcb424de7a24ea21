//! The resource is named.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton], singleton(scope = resource(1)))]
pub struct Lamp {
    bus: u32,
}

fn main() {}
