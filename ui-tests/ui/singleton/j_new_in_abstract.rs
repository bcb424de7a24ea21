//! An abstract singleton is found and not created, in no context.

use qom_core::prelude::*;

#[qom_type(abstract, interfaces = [Singleton])]
pub struct Lamp {}

fn main() {
    let _ = Lamp::new_in(&Context::new());
}
