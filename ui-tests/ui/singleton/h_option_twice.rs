//! One scope.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton], singleton(scope = process, scope = context))]
pub struct Lamp {}

fn main() {}
