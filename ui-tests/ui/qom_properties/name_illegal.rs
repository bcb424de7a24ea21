//! A name that cannot be a property's.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
impl Lamp {
    #[getter(name = "wa/tts")]
    fn watts(&self) -> u32 {
        1
    }
}

fn main() {}
