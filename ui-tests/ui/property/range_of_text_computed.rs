//! A range of texts, of computed numbers, and with a default.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(range = 1 + 1..=5, default = "a")]
    level: Prop<String>,
}

fn main() {}
