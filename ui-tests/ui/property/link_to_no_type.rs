//! A link to what is no object.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property]
    switch: Link<String>,
}

fn main() {}
