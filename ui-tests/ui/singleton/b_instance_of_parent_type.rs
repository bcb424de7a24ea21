//! What a singleton derives from is none.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_type(parent = Lamp, interfaces = [Singleton])]
pub struct DeskLamp {}

fn main() {
    let _ = Lamp::instance();
}
