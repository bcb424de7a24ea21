//! The attribute is given twice.

use qom_core::prelude::*;

#[qom_type]
#[qom_type]
pub struct Lamp {}

fn main() {}
