//! The value after `=` is missing.

use qom_core::prelude::*;

#[qom_type(parent = )]
pub struct Lamp {}

fn main() {}
