//! Of a type that is no singleton there is no one to get.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

fn main() {
    let _ = Lamp::get_or_create();
}
