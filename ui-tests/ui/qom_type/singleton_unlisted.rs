//! What is special about a singleton that is none.

use qom_core::prelude::*;

#[qom_type(singleton(scope = process))]
pub struct Lamp {}

fn main() {}
