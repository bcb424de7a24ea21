//! A type is not an interface.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

fn main() {
    let lamp = Lamp::new();
    let _ = lamp.interface::<Lamp>();
}
