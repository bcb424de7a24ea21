//! A link with a default.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(default = "/switch")]
    switch: Link<Lamp>,
}

fn main() {}
