//! There is one, whatever the resource.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

#[qom_type]
pub struct Socket {}

fn main() {
    let _ = Lamp::instance_with(&Socket::new());
}
