//! Fields have names: those of properties and children are seen from outside.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp(u8);

fn main() {}
