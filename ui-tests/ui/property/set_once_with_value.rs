//! A flag with a value.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(set_once = true)]
    level: Link<Lamp>,
}

fn main() {}
