//! A setter of another type than the getter.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
impl Lamp {
    #[getter]
    fn watts(&self) -> u32 {
        1
    }
    #[setter]
    fn set_watts(&self, _: u64) {}
}

fn main() {}
