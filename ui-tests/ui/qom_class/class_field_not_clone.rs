//! A subtype's class gets a copy of its parent's fields.

use qom_core::prelude::*;

pub struct Watts(u32);

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    #[class_field]
    fn watts() -> Watts {
        Watts(5)
    }
}

fn main() {}
