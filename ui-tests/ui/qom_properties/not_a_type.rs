//! Of a struct that is no type.

use qom_core::prelude::*;

pub struct Bulb {}

#[qom_properties]
impl Bulb {
    #[getter]
    fn watts(&self) -> u32 {
        1
    }
}

fn main() {}
