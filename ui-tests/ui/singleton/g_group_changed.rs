//! The parent has its place already.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

#[qom_type(interfaces = [Singleton])]
pub struct Candle {}

#[qom_type(parent = Lamp, singleton(group = Candle))]
pub struct DeskLamp {}

fn main() {}
