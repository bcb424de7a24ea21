//! The parent lists it already.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

#[qom_type(parent = Lamp, interfaces = [Singleton])]
pub struct DeskLamp {}

fn main() {}
