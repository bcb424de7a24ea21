//! Only types have an instance.

use qom_core::prelude::*;

pub struct Lamp;

fn main() {
    let _ = Lamp::instance();
}
