//! A setter whose name is a keyword.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_properties]
impl Lamp {
    #[setter]
    fn r#match(&self, _: u32) {}
}

fn main() {}
