//! `class_init` is a `fn(&mut ClassInit<'_, Self>)`.

use qom_core::prelude::*;

#[qom_type(class_init = describe)]
pub struct Lamp {}

fn describe(_class: &mut LampClass) {}

pub struct LampClass;

fn main() {}
