//! `STILL_PURE` names a hook that has a body.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(this: &Self) {}
}

#[qom_type(parent = Lamp, abstract)]
pub struct Portable {}

impl LampImpl for Portable {
    const STILL_PURE: &'static [&'static str] = &["light"];
}

fn main() {}
