//! An abstract type below a singleton.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

#[qom_type(abstract, parent = Lamp)]
pub struct DeskLamp {}

fn main() {
    let _ = DeskLamp::new();
}
