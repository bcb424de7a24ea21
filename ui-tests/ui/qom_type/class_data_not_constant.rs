//! `class_data` is a constant.

use qom_core::prelude::*;

#[qom_type(class_data = colour())]
pub struct Lamp {}

fn colour() -> u32 {
    7
}

fn main() {}
