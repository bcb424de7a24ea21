//! Nothing is special about it.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton], singleton())]
pub struct Lamp {}

fn main() {}
