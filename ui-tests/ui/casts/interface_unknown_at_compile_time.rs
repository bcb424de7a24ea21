//! Of a `Device` it is known at run time only.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {}

fn named(device: &Device) -> &Named {
    device.interface::<Named>()
}

fn main() {}
