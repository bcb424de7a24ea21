//! `init` names a function that does not exist.

use qom_core::prelude::*;

#[qom_type(init = start)]
pub struct Lamp {}

fn main() {}
