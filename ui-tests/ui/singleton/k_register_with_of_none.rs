//! What is no singleton has no place.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_type]
pub struct Socket {}

fn main() {
    let _ = Lamp::new().register_with(&Socket::new());
}
