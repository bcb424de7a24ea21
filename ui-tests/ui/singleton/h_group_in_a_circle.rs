//! Each would share the place of the other.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton], singleton(group = Bulb))]
pub struct Lamp {}

#[qom_type(interfaces = [Singleton], singleton(group = Lamp))]
pub struct Bulb {}

fn main() {}
