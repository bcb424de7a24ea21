//! The same with a default.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(default = std::time::Duration::ZERO)]
    colour: Prop<std::time::Duration>,
}

fn main() {}
