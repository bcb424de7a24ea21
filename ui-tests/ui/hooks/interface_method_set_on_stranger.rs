//! A setter of an interface works on a class that has the interface.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {
    #[class_field]
    fn label() -> u32 {
        5
    }
}

#[qom_type(class_init = describe)]
pub struct Fridge {}

fn describe(class: &mut ClassInit<'_, Fridge>) {
    NamedClass::set_label(class, 100);
}

fn main() {}
