//! A name that QOM cannot take.

use qom_core::prelude::*;

#[qom_interface(Named, name = "has name")]
pub trait NamedImpl {}

fn main() {}
