//! The group has its scope already, if the same.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Bulb {}

#[qom_type(interfaces = [Singleton], singleton(scope = context, group = Bulb))]
pub struct Lamp {}

fn main() {}
