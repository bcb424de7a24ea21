//! A super call of hooks that the type does not implement, out of one that it does.

use qom_core::prelude::*;

#[qom_type(parent = Device, interfaces = [Resettable])]
pub struct Lamp {}

impl ResettableImpl for Lamp {
    fn hold(this: &Self, _kind: ResetType) {
        Device::parent_unrealize(this);
    }
}

fn main() {}
