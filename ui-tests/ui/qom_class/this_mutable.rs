//! Objects are shared, so nobody has a `&mut`.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(this: &mut Self) -> u32;
}

fn main() {}
