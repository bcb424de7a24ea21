//! The hooks' trait is listed in place of the interface.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {}

#[qom_type(interfaces = [NamedImpl])]
pub struct Lamp {}

fn main() {}
