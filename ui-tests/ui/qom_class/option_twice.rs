//! An option given twice.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp, crate = qom_core, crate = qom_core)]
pub trait LampImpl {}

fn main() {}
