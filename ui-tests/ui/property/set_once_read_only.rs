//! A link that is set once and never.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(set_once, read_only)]
    level: Link<Lamp>,
}

fn main() {}
