//! A public type with a private interface.

use qom_core::prelude::*;

#[qom_interface(Named)]
trait NamedImpl {}

#[qom_type(interfaces = [Named])]
pub struct Lamp {}

fn main() {}
