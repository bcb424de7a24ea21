//! A message that is not a text.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton], singleton(message = one))]
pub struct Lamp {}

fn main() {}
