//! A struct without the attribute has no `new`.

use qom_core::prelude::*;

pub struct Lamp {}

fn main() {
    let _ = Lamp::new();
}
