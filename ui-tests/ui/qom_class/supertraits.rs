//! Who implements the hooks derives from the type, that is all.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl: Send + Sync {
    fn light(this: &Self);
}

fn main() {}
