//! The parent has its scope already.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

#[qom_type(parent = Lamp, singleton(scope = process))]
pub struct DeskLamp {}

fn main() {}
