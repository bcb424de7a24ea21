//! A mistyped option.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
impl Lamp {
    #[getter(nam = "power")]
    fn watts(&self) -> u32 {
        1
    }
}

fn main() {}
