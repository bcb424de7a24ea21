//! A `class_init` that is for another type.

use qom_core::prelude::*;

#[qom_type(class_init = describe)]
pub struct Lamp {}

fn describe(_class: &mut ClassInit<'_, Device>) {}

fn main() {}
