//! Objects are shared, so nobody has one by value.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(this: Self);
}

fn main() {}
