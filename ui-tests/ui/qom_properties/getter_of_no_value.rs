//! A getter of what no property has.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
impl Lamp {
    #[getter]
    fn watts(&self) -> std::time::Duration {
        std::time::Duration::ZERO
    }
}

fn main() {}
