//! Objects are made behind a handle.

use qom_core::prelude::*;

#[qom_type]
#[derive(Default)]
pub struct Lamp {}

fn main() {}
