//! An option given twice.

use qom_core::prelude::*;

#[qom_interface(Named, name = "has-name", name = "named")]
pub trait NamedImpl {}

fn main() {}
