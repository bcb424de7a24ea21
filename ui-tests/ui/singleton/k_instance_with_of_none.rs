//! There are many.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_type]
pub struct Socket {}

fn main() {
    let _ = Lamp::instance_with(&Socket::new());
}
