//! A function that is a property says whether it reads it or sets it.

use qom_core::prelude::*;

#[qom_type]
pub struct Board {}

#[qom_properties]
impl Board {
    #[property(default = 4)]
    fn width(&self) -> u32 {
        4
    }
}

fn main() {}
