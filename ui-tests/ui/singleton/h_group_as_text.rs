//! A group is a type, not a name.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton], singleton(group = "lights"))]
pub struct Lamp {}

fn main() {}
