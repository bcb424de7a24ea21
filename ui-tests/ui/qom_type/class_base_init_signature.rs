//! `class_base_init` is a `fn(&mut ClassInit<'_, Self>)`.

use qom_core::prelude::*;

#[qom_type(class_base_init = describe)]
pub struct Lamp {}

fn describe() {}

fn main() {}
