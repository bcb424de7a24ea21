//! A singleton lists it; it is nothing to derive from.

use qom_core::prelude::*;

#[qom_type(parent = Singleton)]
pub struct Lamp {}

fn main() {}
