//! A range of texts.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(range = 1..=5)]
    level: Prop<String>,
}

fn main() {}
