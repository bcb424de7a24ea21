//! A singleton is one by any name.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

type Light = Lamp;

fn main() {
    let _ = Light::new();
}
