//! An option that `singleton` does not have.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton], singleton(scop = process))]
pub struct Lamp {}

fn main() {}
