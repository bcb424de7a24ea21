//! In a body the object is `this`.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {
    colour: u32,
}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(this: &Self) -> u32 {
        self.colour
    }
}

fn main() {}
