//! A property that is a field already.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property]
    watts: Prop<u32>,
}

#[qom_properties]
impl Lamp {
    #[getter]
    fn watts(&self) -> u32 {
        1
    }
}

fn main() {}
