//! The attribute stands on the trait.

use qom_core::prelude::*;

#[qom_class(Lamp)]
pub enum Lamp {}

fn main() {}
