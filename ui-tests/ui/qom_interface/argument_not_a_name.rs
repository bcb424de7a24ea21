//! The interface is named, not spelt.

use qom_core::prelude::*;

#[qom_interface("named")]
pub trait NamedImpl {}

fn main() {}
