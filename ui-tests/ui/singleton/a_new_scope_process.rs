//! One in the process is one.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton], singleton(scope = process))]
pub struct Lamp {}

fn main() {
    let _ = Lamp::new();
}
