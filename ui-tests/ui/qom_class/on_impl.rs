//! The attribute stands on the trait.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
impl Lamp {}

fn main() {}
