//! The type that names the group has no place to share.

use qom_core::prelude::*;

#[qom_type]
pub struct Bulb {}

#[qom_type(interfaces = [Singleton], singleton(group = Bulb))]
pub struct Lamp {}

fn main() {}
