//! A default of another type: a number.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(default = 1)]
    label: Prop<String>,
}

fn main() {}
