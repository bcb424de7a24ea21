//! A type that can be created leaves nothing open.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(this: &Self);
}

#[qom_type(parent = Lamp)]
pub struct Torch {}

impl LampImpl for Torch {
    const STILL_PURE: &'static [&'static str] = &["light"];
    fn light(this: &Self) {
        Lamp::parent_light(this);
    }
}

fn main() {}
