//! One slot in the class, so no conditions.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(this: &Self)
    where
        Self: Sized;
}

fn main() {}
