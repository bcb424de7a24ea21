//! What derives from a singleton cannot be none.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

#[qom_type(parent = Lamp, singleton = false)]
pub struct DeskLamp {}

fn main() {}
