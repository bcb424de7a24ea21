//! A hook is safe to call.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    unsafe fn light(this: &Self);
}

fn main() {}
