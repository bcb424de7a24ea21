//! Objects are shared between threads, a `Cell` is not.

use qom_core::prelude::*;

use std::cell::Cell;

#[qom_type]
pub struct Lamp {
    colour: Cell<u8>,
}

fn main() {}
