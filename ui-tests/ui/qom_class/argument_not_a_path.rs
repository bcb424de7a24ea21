//! The type is named, not spelt.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class("lamp")]
pub trait LampImpl {}

fn main() {}
