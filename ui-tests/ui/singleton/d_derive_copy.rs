//! A second one would be a copy.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
#[derive(Copy)]
pub struct Lamp {}

fn main() {}
