//! The context value is not handed on.

use qom_core::prelude::*;

#[qom_type(parent = Device)]
pub struct Lamp {}

impl DeviceImpl for Lamp {
    fn realize(this: &Self, _cx: &mut Realize) -> Result<()> {
        Device::parent_realize(this)
    }
}

fn main() {}
