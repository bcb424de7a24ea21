//! The group is missing.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton], singleton(group))]
pub struct Lamp {}

fn main() {}
