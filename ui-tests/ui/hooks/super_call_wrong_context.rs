//! What another hook is handed, in place of what this one is.

use qom_core::prelude::*;

#[qom_type(parent = Device, interfaces = [Resettable])]
pub struct Lamp {}

impl DeviceImpl for Lamp {}

impl ResettableImpl for Lamp {
    fn hold(this: &Self, kind: ResetType) {
        let _ = Device::parent_realize(this, kind);
    }
}

fn main() {}
