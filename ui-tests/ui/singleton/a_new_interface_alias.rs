//! The interface is the same by any name.

use qom_core::prelude::*;

type OnlyOne = Singleton;

#[qom_type(interfaces = [OnlyOne])]
pub struct Lamp {}

fn main() {
    let _ = Lamp::new();
}
