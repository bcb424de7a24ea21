//! The type of the slot is spelled out.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn colours(this: &Self) -> impl Iterator<Item = u32>;
}

fn main() {}
