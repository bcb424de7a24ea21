//! On an `impl` of a trait.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
impl Drop for Lamp {
    fn drop(&mut self) {}
}

fn main() {}
