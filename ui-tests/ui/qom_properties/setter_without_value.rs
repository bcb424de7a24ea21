//! A setter without a value.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
impl Lamp {
    #[setter]
    fn set_watts(&self) {}
}

fn main() {}
