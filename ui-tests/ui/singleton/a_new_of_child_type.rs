//! What derives from a singleton is one.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

#[qom_type(parent = Lamp)]
pub struct DeskLamp {}

fn main() {
    let _ = DeskLamp::new();
}
