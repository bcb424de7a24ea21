//! A number that is set once.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(set_once)]
    level: Prop<u8>,
}

fn main() {}
