//! A type is listed as an interface.

use qom_core::prelude::*;

#[qom_type]
pub struct Bulb {}

#[qom_type(interfaces = [Bulb])]
pub struct Lamp {}

fn main() {}
