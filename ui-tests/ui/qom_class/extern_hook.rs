//! A hook is a Rust function.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    extern "C" fn light(this: &Self);
}

fn main() {}
