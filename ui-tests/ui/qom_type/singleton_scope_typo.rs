//! A scope, mistyped.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton], singleton(scope = proces))]
pub struct Lamp {}

fn main() {}
