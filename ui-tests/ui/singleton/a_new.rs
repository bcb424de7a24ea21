//! There may be one already, so creating it can fail.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

fn main() {
    let _ = Lamp::new();
}
