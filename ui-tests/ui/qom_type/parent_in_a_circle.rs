//! Two types that are each other's parent.

use qom_core::prelude::*;

#[qom_type(parent = Bulb)]
pub struct Lamp {}

#[qom_type(parent = Lamp)]
pub struct Bulb {}

fn main() {}
