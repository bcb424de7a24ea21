//! An ancestor lists it already.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

#[qom_type(parent = Lamp)]
pub struct DeskLamp {}

#[qom_type(parent = DeskLamp, interfaces = [Singleton])]
pub struct ReadingLamp {}

fn main() {}
