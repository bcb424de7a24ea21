//! On the type itself.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
pub struct Bulb {}

fn main() {}
