//! What should be an option's name is a literal.

use qom_core::prelude::*;

#[qom_type("lamp")]
pub struct Lamp {}

fn main() {}
