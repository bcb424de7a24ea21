//! An option that there is not.

use qom_core::prelude::*;

#[qom_interface(Named, nmae = "has-name")]
pub trait NamedImpl {}

fn main() {}
