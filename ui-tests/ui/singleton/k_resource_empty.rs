//! One for each of what?

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton], singleton(scope = resource()))]
pub struct Lamp {}

fn main() {}
