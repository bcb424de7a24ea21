//! The attribute stands on the trait.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub struct Named {}

fn main() {}
