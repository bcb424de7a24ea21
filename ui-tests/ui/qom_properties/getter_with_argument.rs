//! A getter with an argument.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
impl Lamp {
    #[getter]
    fn watts(&self, scale: u32) -> u32 {
        scale
    }
}

fn main() {}
