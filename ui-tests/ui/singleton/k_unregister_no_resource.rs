//! It keeps its place as long as it lives.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

fn main() {
    Lamp::try_new().unwrap().unregister();
}
