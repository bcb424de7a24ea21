//! With an interface come its bases.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {
    fn label(this: &Self) -> u32;
}

#[qom_interface(Titled: Named)]
pub trait TitledImpl {
    fn title(this: &Self) -> u32;
}

#[qom_type(interfaces = [Titled])]
pub struct Lamp {}

impl TitledImpl for Lamp {
    fn title(_this: &Self) -> u32 {
        7
    }
}

fn main() {}
