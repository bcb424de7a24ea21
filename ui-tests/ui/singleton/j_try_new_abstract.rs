//! An abstract singleton is found and not created.

use qom_core::prelude::*;

#[qom_type(abstract, interfaces = [Singleton])]
pub struct Lamp {}

fn main() {
    let _ = Lamp::try_new();
}
