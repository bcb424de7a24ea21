//! A check without a function.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(check)]
    level: Prop<u8>,
}

fn main() {}
