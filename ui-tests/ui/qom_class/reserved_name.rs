//! A hook that would hide what every object has.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn downcast(this: &Self);
}

fn main() {}
