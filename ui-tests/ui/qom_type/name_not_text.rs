//! A name that is not a text.

use qom_core::prelude::*;

#[qom_type(name = lamp)]
pub struct Lamp {}

fn main() {}
