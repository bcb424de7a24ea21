//! An option that a hook does not have.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    #[hook(internl)]
    fn light(this: &Self);
}

fn main() {}
