//! A scope that is none.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton], singleton(scope = thread))]
pub struct Lamp {}

fn main() {}
