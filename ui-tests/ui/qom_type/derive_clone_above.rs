//! A derive above the attribute has run already, so the message is the name of the hidden field.

use qom_core::prelude::*;

#[derive(Clone)]
#[qom_type]
pub struct Lamp {}

fn main() {}
