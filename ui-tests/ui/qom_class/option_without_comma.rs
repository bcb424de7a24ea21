//! The comma after the type is missing.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp crate = qom_core)]
pub trait LampImpl {}

fn main() {}
