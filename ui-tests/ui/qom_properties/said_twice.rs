//! A getter and a setter that both say the unit.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
impl Lamp {
    #[getter(unit = "W")]
    fn watts(&self) -> u32 {
        1
    }
    #[setter(unit = "kW")]
    fn set_watts(&self, _: u32) {}
}

fn main() {}
