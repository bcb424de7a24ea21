//! A lifetime of a hook stands alone.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light<'a, 'b: 'a>(this: &'a Self, colour: &'b str) -> &'a str;
}

fn main() {}
