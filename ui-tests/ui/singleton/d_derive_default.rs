//! A singleton is not made by the way.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
#[derive(Default)]
pub struct Lamp {}

fn main() {}
