//! A getter that returns nothing.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
impl Lamp {
    #[getter]
    fn watts(&self) {}
}

fn main() {}
