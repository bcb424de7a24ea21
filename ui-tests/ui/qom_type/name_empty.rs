//! An empty name.

use qom_core::prelude::*;

#[qom_type(name = "")]
pub struct Lamp {}

fn main() {}
