//! A hook is found at run time.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    const fn light(this: &Self);
}

fn main() {}
