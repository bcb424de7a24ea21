//! A cast to what is no type.

use qom_core::prelude::*;

pub struct Lamp {}

fn lamp(device: &Device) -> Option<&Lamp> {
    device.downcast_ref::<Lamp>()
}

fn main() {}
