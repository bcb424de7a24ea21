//! No way at all.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(on_delete)]
    level: Link<Lamp>,
}

fn main() {}
