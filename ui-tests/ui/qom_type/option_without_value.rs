//! An option that needs a value has none.

use qom_core::prelude::*;

#[qom_type(parent)]
pub struct Lamp {}

fn main() {}
