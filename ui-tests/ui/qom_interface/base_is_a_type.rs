//! The base is a type.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_interface(Titled: Lamp)]
pub trait TitledImpl {
    fn title(this: &Self) -> u32;
}

fn main() {}
