//! An interface that does not exist.

use qom_core::prelude::*;

#[qom_type(interfaces = [Named])]
pub struct Lamp {}

fn main() {}
