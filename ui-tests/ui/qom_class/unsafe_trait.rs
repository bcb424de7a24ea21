//! Hooks are safe to implement.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub unsafe trait LampImpl {
    fn light(this: &Self);
}

fn main() {}
