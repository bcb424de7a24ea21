//! The comma after the interface is missing.

use qom_core::prelude::*;

#[qom_interface(Named name = "has-name")]
pub trait NamedImpl {}

fn main() {}
