//! `class_data` is shared between threads.

use qom_core::prelude::*;

#[qom_type(class_data = std::cell::Cell::new(7))]
pub struct Lamp {}

fn main() {}
