//! Objects are shared for as long as somebody has a handle, so they borrow nothing.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp<'a> {
    colour: &'a str,
}

fn main() {}
