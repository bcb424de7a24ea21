//! A mistake in a body is shown in the body.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(this: &Self) -> u32 {
        "red"
    }
}

fn main() {}
