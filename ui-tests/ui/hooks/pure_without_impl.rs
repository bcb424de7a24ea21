//! A type that can be created and implements nothing of its parent's pure hooks.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(this: &Self);
    fn dim(this: &Self);
}

#[qom_type(parent = Lamp)]
pub struct Torch {}

fn main() {}
