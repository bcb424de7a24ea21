//! A function that is both.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
impl Lamp {
    #[getter]
    #[setter]
    fn watts(&self) -> u32 {
        1
    }
}

fn main() {}
