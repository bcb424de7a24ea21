use qom_core::prelude::*;

#[qom_type(unparent = leave)]
pub struct Lamp {}

fn leave(_: &Lamp, _: u32) {}

fn main() {}
