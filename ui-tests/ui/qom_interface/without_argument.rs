//! Whose hooks?

use qom_core::prelude::*;

#[qom_interface]
pub trait NamedImpl {}

fn main() {}
