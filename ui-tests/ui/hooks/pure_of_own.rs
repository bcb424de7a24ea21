//! A type that can be created has no pure hooks of its own.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(this: &Self);
}

fn main() {}
