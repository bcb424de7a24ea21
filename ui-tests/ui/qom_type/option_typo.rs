//! A known option, mistyped.

use qom_core::prelude::*;

#[qom_type(parnet = Device)]
pub struct Lamp {}

fn main() {}
