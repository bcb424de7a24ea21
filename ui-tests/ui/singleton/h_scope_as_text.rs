//! A scope is a name.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton], singleton(scope = "process"))]
pub struct Lamp {}

fn main() {}
