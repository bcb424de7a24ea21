//! Two ways.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(on_delete = clear, on_delete = refuse)]
    level: WeakLink<Lamp>,
}

fn main() {}
