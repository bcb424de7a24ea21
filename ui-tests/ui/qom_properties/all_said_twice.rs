//! A setter and a getter that both say everything.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
impl Lamp {
    #[setter(unit = "W", description = "Power.", deprecated = "use it")]
    fn set_watts(&self, _: u32) {}
    #[getter(unit = "W", description = "Power.", deprecated = "use it")]
    fn watts(&self) -> u32 {
        1
    }
}

fn main() {}
