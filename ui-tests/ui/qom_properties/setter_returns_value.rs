//! A setter that returns something.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
impl Lamp {
    #[setter]
    fn set_watts(&self, watts: u32) -> u32 {
        watts
    }
}

fn main() {}
