//! The group has its scope already.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Bulb {}

#[qom_type(interfaces = [Singleton], singleton(group = Bulb, scope = process))]
pub struct Lamp {}

fn main() {}
