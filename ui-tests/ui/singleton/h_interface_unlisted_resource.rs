//! What is special about a singleton that is none, by its resource.

use qom_core::prelude::*;

#[qom_type]
pub struct Socket {}

#[qom_type(singleton(scope = resource(socket)))]
pub struct Lamp {
    socket: Registered<Socket>,
}

fn main() {}
