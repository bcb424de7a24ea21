//! The parent lists it already, and this lists more.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

#[qom_interface(Dimmed)]
pub trait DimmedImpl {}

#[qom_type(parent = Lamp, interfaces = [Dimmed, Singleton])]
pub struct DeskLamp {}

impl DimmedImpl for DeskLamp {}

fn main() {}
