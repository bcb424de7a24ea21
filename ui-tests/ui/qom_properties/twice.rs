//! Two blocks of one type.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
impl Lamp {
    #[getter]
    fn watts(&self) -> u32 {
        1
    }
}

#[qom_properties]
impl Lamp {
    #[getter]
    fn colour(&self) -> u32 {
        1
    }
}

fn main() {}
