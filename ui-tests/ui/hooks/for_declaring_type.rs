//! The base implementation is the body of the hook.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(this: &Self) {}
}

impl LampImpl for Lamp {
    fn light(_this: &Self) {}
}

fn main() {}
