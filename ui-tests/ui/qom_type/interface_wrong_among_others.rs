//! One of several is no interface.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {}

pub struct Priced;

#[qom_type(parent = Device, interfaces = [Named, Priced])]
pub struct Lamp {}

fn main() {}
