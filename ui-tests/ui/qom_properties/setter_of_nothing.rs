//! A setter without the name of what it sets.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
impl Lamp {
    #[setter]
    fn set_(&self, _: u32) {}
}

fn main() {}
