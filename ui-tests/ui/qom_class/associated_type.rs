//! All types share one class layer.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    type Colour;
    fn light(this: &Self);
}

fn main() {}
