//! An option that only fields have.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
impl Lamp {
    #[getter]
    fn watts(&self) -> u32 {
        1
    }
    #[setter(check = Self::watts)]
    fn set_watts(&self, _: u32) {}
}

fn main() {}
