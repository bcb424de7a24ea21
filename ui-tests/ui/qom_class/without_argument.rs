//! Whose hooks?

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class]
pub trait LampImpl {}

fn main() {}
