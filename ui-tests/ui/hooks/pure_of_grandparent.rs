//! The pure hooks of the grandparent are as open.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(this: &Self);
}

#[qom_type(parent = Lamp, abstract)]
pub struct Portable {}

#[qom_type(parent = Portable)]
pub struct Torch {}

fn main() {}
