//! A singleton is a struct.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub enum Lamp {
    On,
    Off,
}

fn main() {}
