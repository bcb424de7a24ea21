//! A scope that does not exist.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton], singleton(scope = machine))]
pub struct Lamp {}

fn main() {}
