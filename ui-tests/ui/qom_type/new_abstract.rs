//! Only subtypes of an abstract type are created.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

fn main() {
    let _ = Lamp::new();
}
