//! Hooks of what does not exist.

use qom_core::prelude::*;

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(this: &Self);
}

fn main() {}
