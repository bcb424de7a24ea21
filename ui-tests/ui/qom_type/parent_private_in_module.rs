//! A parent that is private to its module.

use qom_core::prelude::*;

mod lights {
    use qom_core::prelude::*;

    #[qom_type(abstract)]
    struct Light {}
}

#[qom_type(parent = lights::Light)]
pub struct Lamp {}

fn main() {}
