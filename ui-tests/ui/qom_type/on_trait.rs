//! The attribute of the hooks was meant.

use qom_core::prelude::*;

#[qom_type]
pub trait LampImpl {}

fn main() {}
