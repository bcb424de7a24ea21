//! Of a type that is no singleton there is no one instance in a context.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

fn main() {
    let _ = Lamp::instance_in(&Context::new());
}
