//! A type that is its own parent.

use qom_core::prelude::*;

#[qom_type(parent = Lamp)]
pub struct Lamp {}

fn main() {}
