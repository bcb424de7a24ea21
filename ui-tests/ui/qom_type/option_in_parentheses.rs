//! A value in parentheses, as other crates write theirs.

use qom_core::prelude::*;

#[qom_type(parent(Device))]
pub struct Lamp {}

fn main() {}
