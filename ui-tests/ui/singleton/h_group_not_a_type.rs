//! A group is named after a type.

use qom_core::prelude::*;

pub struct Lights;

#[qom_type(interfaces = [Singleton], singleton(group = Lights))]
pub struct Lamp {}

fn main() {}
