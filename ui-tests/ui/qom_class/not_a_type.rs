//! Hooks of an ordinary struct.

use qom_core::prelude::*;

pub struct Lamp;

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(this: &Self);
}

fn main() {}
