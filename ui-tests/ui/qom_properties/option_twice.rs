//! An option twice.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
impl Lamp {
    #[getter(unit = "W", unit = "kW")]
    fn watts(&self) -> u32 {
        1
    }
}

fn main() {}
