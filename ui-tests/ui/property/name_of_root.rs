//! A property that every object has.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property]
    r#type: Prop<u8>,
}

fn main() {}
