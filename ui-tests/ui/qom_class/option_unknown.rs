//! An option that there is not.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp, name = "lamp")]
pub trait LampImpl {}

fn main() {}
