//! A mistyped option.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(defualt = 1)]
    level: Prop<u8>,
}

fn main() {}
