//! An interface that derives from `Singleton` says the same again.

use qom_core::prelude::*;

#[qom_interface(Unique: Singleton)]
pub trait UniqueImpl {}

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

#[qom_type(parent = Lamp, interfaces = [Unique])]
pub struct DeskLamp {}

fn main() {}
