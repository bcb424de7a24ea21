//! A range of a link.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(range = 0..=5)]
    level: Link<Lamp>,
}

fn main() {}
