//! One class layer, so no generic trait.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl<T> {
    fn light(this: &Self);
}

fn main() {}
