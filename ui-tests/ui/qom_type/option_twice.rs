//! An option given twice.

use qom_core::prelude::*;

#[qom_type(parent = Device, parent = Object)]
pub struct Lamp {}

fn main() {}
