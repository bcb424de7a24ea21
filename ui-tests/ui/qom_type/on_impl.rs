//! The attribute belongs on the struct.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_type]
impl Lamp {
    pub fn light(&self) {}
}

fn main() {}
