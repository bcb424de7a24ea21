//! Objects are shared, not copied. Whoever derives `Copy` derives `Clone` too.

use qom_core::prelude::*;

#[qom_type]
#[derive(Debug, Clone, Copy)]
pub struct Lamp {}

fn main() {}
