//! What an abstract parent leaves open is open for its subtypes.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(this: &Self);
    fn dim(this: &Self);
}

#[qom_type(parent = Lamp, abstract)]
pub struct Portable {}

impl LampImpl for Portable {
    const STILL_PURE: &'static [&'static str] = &["dim"];
    fn light(_this: &Self) {}
    fn dim(this: &Self) {
        Lamp::parent_dim(this);
    }
}

#[qom_type(parent = Portable)]
pub struct Torch {}

fn main() {}
