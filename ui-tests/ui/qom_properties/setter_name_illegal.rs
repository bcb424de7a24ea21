//! A setter whose name cannot be a property's.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
impl Lamp {
    #[setter(name = "0")]
    fn set_watts(&self, _: u32) {}
}

fn main() {}
