//! What is not listed is asked for at run time.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {}

#[qom_type]
pub struct Lamp {}

fn main() {
    let lamp = Lamp::new();
    let _ = lamp.interface::<Named>();
}
