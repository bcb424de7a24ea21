//! The parent is an ordinary struct.

use qom_core::prelude::*;

pub struct Bulb;

#[qom_type(parent = Bulb)]
pub struct Lamp {}

fn main() {}
