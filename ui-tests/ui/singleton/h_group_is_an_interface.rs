//! A group is named after a type, not after an interface.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton], singleton(group = Singleton))]
pub struct Lamp {}

fn main() {}
