//! The layout is the framework's; above the attribute it is seen all the same.

use qom_core::prelude::*;

#[repr(packed)]
#[qom_type]
pub struct Lamp {}

fn main() {}
