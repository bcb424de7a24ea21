//! An abstract singleton can be found and not created.

use qom_core::prelude::*;

#[qom_type(abstract, interfaces = [Singleton])]
pub struct Lamp {}

fn main() {
    let _ = Lamp::get_or_create();
}
