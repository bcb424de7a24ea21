//! Of a type that is no singleton there is no one instance.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

fn main() {
    let _ = Lamp::instance();
}
