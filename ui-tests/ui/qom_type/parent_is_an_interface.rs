//! The parent is an interface.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {}

#[qom_type(parent = Named)]
pub struct Lamp {}

fn main() {}
