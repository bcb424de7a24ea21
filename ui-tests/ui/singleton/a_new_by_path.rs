//! The interface is the same by its path.

use qom_core::prelude::*;

#[qom_type(interfaces = [qom_core::singleton::Singleton])]
pub struct Lamp {}

fn main() {
    let _ = Lamp::new();
}
