//! Two hooks of one name.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(this: &Self);
    fn light(this: &Self, colour: u32);
}

fn main() {}
