//! A link that is no property.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    switch: Link<Lamp>,
}

fn main() {}
