//! Two getters, of which one is always there.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
impl Lamp {
    #[getter]
    fn watts(&self) -> u32 {
        1
    }
    #[cfg(not(test))]
    #[getter(name = "watts")]
    fn power(&self) -> u32 {
        1
    }
}

fn main() {}
