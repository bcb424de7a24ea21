//! The layout is the framework's.

use qom_core::prelude::*;

#[qom_type]
#[repr(C)]
pub struct Lamp {}

fn main() {}
