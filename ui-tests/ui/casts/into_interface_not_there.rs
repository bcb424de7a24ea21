//! The same by value.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {}

#[qom_type]
pub struct Lamp {}

fn main() {
    let lamp = Lamp::new();
    let _: Obj<Named> = lamp.into_interface();
}
