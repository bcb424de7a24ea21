//! A function whose name cannot be a property's.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
impl Lamp {
    #[getter]
    fn _watts(&self) -> u32 {
        1
    }
}

fn main() {}
