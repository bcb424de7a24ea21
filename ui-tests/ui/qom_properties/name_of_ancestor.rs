//! A property that every object has.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
impl Lamp {
    #[getter(name = "type")]
    fn kind(&self) -> u32 {
        1
    }
}

fn main() {}
