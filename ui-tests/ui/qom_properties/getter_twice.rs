//! Two getters of one property.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
impl Lamp {
    #[getter]
    fn watts(&self) -> u32 {
        1
    }
    #[getter(name = "watts")]
    fn power(&self) -> u32 {
        1
    }
}

fn main() {}
