//! The same; the body is not blamed for its `self`.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {
    colour: u32,
}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(&self) -> u32 {
        self.colour
    }
}

fn call(lamp: &Lamp) -> u32 {
    lamp.light()
}

fn main() {}
