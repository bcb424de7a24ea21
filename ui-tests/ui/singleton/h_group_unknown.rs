//! A group that is not there.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton], singleton(group = Lights))]
pub struct Lamp {}

fn main() {}
