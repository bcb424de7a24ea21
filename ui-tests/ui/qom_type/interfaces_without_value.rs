//! The list is missing.

use qom_core::prelude::*;

#[qom_type(interfaces)]
pub struct Lamp {}

fn main() {}
