//! The scope is missing.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton], singleton(scope))]
pub struct Lamp {}

fn main() {}
