//! The attribute stands on the trait.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub fn label() {}

fn main() {}
