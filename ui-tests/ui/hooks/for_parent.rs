//! Hooks of a subtype, implemented for its parent.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_type(parent = Lamp, abstract)]
pub struct Torch {}

#[qom_class(Torch)]
pub trait TorchImpl {
    fn flash(this: &Self) {}
}

impl TorchImpl for Lamp {
    fn flash(_this: &Self) {}
}

fn main() {}
