//! A setter that is not called `set_`.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
impl Lamp {
    #[setter]
    fn watts(&self, _: u32) {}
}

fn main() {}
