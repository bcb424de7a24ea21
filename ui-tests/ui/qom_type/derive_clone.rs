//! Objects are shared, not copied.

use qom_core::prelude::*;

#[qom_type]
#[derive(Clone)]
pub struct Lamp {}

fn main() {}
