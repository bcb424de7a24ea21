//! A macro call is not looked into.

use qom_core::prelude::*;

macro_rules! hooks {
    () => {};
}

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    hooks!();
}

fn main() {}
