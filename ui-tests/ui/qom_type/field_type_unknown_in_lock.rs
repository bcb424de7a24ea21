//! A type that does not exist, inside another.

use qom_core::prelude::*;

use std::sync::Mutex;

#[qom_type]
pub struct Lamp {
    colour: Mutex<Colour>,
}

fn main() {}
