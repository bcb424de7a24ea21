//! An option that resembles none.

use qom_core::prelude::*;

#[qom_type(colour = "red")]
pub struct Lamp {}

fn main() {}
