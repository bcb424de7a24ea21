//! A handle to what is no type.

use qom_core::prelude::*;

pub struct Lamp {}

pub struct Room {
    lamp: Obj<Lamp>,
}

fn main() {}
