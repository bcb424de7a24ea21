//! A second one would be a copy.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
#[derive(Clone)]
pub struct Lamp {}

fn main() {}
