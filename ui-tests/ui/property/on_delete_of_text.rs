//! The deletion of a text.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(on_delete = clear)]
    level: Prop<String>,
}

fn main() {}
