//! What is special about a singleton that is none, by its group.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Bulb {}

#[qom_type(singleton(group = Bulb))]
pub struct Lamp {}

fn main() {}
