//! The interface is not there.

use qom_core::prelude::*;

#[qom_type(interfaces = [Single])]
pub struct Lamp {}

fn main() {}
