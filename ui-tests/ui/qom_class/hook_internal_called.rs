//! An internal hook has no method for callers.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    #[hook(internal)]
    fn light(this: &Self) {}
}

fn call(lamp: &Lamp) {
    lamp.light();
}

fn main() {}
