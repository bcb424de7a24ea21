//! A mistyped way.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(on_delete = refus)]
    level: Link<Lamp>,
}

fn main() {}
