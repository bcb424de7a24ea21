//! The context that objects live in is not what a hook is handed.

use qom_core::prelude::*;

#[qom_type(parent = Device)]
pub struct Lamp {}

impl DeviceImpl for Lamp {
    fn realize(this: &Self, _cx: &mut Realize) -> Result<()> {
        Device::parent_realize(this, &mut Context::current())
    }
}

fn main() {}
