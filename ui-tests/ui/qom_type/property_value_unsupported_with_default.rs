//! The same with a default.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(default = vec![1])]
    colour: Prop<Vec<u8>>,
}

fn main() {}
