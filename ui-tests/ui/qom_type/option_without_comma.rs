//! The comma between two options is missing.

use qom_core::prelude::*;

#[qom_type(parent = Device abstract)]
pub struct Lamp {}

fn main() {}
