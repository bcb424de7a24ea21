//! An option of a hook given twice.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    #[hook(internal, internal)]
    fn light(this: &Self);
}

fn main() {}
