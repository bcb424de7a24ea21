//! What derives from a singleton is one, however far below.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

#[qom_type(parent = Lamp)]
pub struct DeskLamp {}

#[qom_type(parent = DeskLamp)]
pub struct ReadingLamp {}

fn main() {
    let _ = ReadingLamp::new();
}
