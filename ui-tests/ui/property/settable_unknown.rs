//! A time that there is not.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(settable = sometimes)]
    level: Prop<u8>,
}

fn main() {}
