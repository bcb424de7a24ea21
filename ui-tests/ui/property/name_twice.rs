//! Two properties of one name.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property]
    level: Prop<u8>,
    #[property(name = "level")]
    height: Prop<u8>,
}

fn main() {}
