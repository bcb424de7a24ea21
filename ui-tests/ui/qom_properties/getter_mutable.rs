//! A getter that wants to change the object.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
impl Lamp {
    #[getter]
    fn watts(&mut self) -> u32 {
        1
    }
}

fn main() {}
