//! A name that QOM cannot take.

use qom_core::prelude::*;

#[qom_type(name = "my lamp")]
pub struct Lamp {}

fn main() {}
