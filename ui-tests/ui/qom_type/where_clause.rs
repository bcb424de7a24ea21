//! A `where` clause alone is as generic.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp
where
    u8: Copy,
{
    colour: u8,
}

fn main() {}
