//! An option that is none.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton], singleton(limit = 1))]
pub struct Lamp {}

fn main() {}
