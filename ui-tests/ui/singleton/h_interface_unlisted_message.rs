//! What is special about a singleton that is none, by its message.

use qom_core::prelude::*;

#[qom_type(singleton(message = "one lamp"))]
pub struct Lamp {}

fn main() {}
