//! With a receiver the hook would be called in place of the virtual method.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(&self);
}

#[qom_type(parent = Lamp)]
pub struct Torch {}

impl LampImpl for Torch {
    fn light(&self) {
        self.dim();
    }
}

impl Torch {
    fn dim(&self) {}
}

fn main() {}
