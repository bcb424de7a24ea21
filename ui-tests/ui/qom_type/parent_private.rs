//! A public type that derives from a private one.

use qom_core::prelude::*;

#[qom_type(abstract)]
struct Light {}

#[qom_type(parent = Light)]
pub struct Lamp {}

fn main() {}
