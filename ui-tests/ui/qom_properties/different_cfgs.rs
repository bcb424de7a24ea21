//! A setter that is there when its getter is not.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
impl Lamp {
    #[getter]
    fn watts(&self) -> u32 {
        1
    }
    #[cfg(debug_assertions)]
    #[setter]
    fn set_watts(&self, _: u32) {}
}

fn main() {}
