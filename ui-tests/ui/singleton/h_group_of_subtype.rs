//! The group is that of the type below, which is that of the type itself.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton], singleton(group = DeskLamp))]
pub struct Lamp {}

#[qom_type(parent = Lamp)]
pub struct DeskLamp {}

fn main() {}
