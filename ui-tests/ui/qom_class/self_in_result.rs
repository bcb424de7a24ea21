//! `Self` differs from type to type, the slot does not.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn twin(this: &Self) -> Option<Obj<Self>>;
}

fn main() {}
