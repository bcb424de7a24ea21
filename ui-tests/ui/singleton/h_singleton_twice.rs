//! It is said once.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton], singleton(scope = process), singleton(message = "one"))]
pub struct Lamp {}

fn main() {}
