//! A setter works on a class that has the layer.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    #[class_field]
    fn watts() -> u32 {
        5
    }
}

#[qom_type(class_init = describe)]
pub struct Fridge {}

fn describe(class: &mut ClassInit<'_, Fridge>) {
    LampClass::set_watts(class, 100);
}

fn main() {}
