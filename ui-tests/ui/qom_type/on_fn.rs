//! A type is a struct, not a function.

use qom_core::prelude::*;

#[qom_type]
pub fn lamp() {}

fn main() {}
