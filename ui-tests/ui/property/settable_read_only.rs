//! When to set what is never set.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(settable = always, read_only)]
    level: Prop<u8>,
}

fn main() {}
