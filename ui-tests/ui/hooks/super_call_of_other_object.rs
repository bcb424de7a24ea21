//! A super call with an object that is not the hook's.

use qom_core::prelude::*;

#[qom_type(parent = Device)]
pub struct Bulb {}

#[qom_type(parent = Device)]
pub struct Lamp {
    #[child]
    bulb: Child<Bulb>,
}

impl DeviceImpl for Lamp {
    fn realize(this: &Self, cx: &mut Realize) -> Result<()> {
        Device::parent_realize(&*this.bulb, cx)
    }
}

fn main() {}
