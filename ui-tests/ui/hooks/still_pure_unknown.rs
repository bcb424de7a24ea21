//! `STILL_PURE` names what is no hook.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(this: &Self);
}

#[qom_type(parent = Lamp, abstract)]
pub struct Portable {}

impl LampImpl for Portable {
    const STILL_PURE: &'static [&'static str] = &["lihgt"];
    fn light(this: &Self) {
        Lamp::parent_light(this);
    }
}

fn main() {}
