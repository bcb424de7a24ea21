//! `#[hook]` says something.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    #[hook]
    fn light(this: &Self);
}

fn main() {}
