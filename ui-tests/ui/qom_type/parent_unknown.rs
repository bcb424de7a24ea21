//! The parent does not exist.

use qom_core::prelude::*;

#[qom_type(parent = Bulb)]
pub struct Lamp {}

fn main() {}
