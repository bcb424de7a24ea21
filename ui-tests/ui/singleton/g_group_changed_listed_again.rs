//! The parent has its place already: one mistake, said in two ways.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

#[qom_type(interfaces = [Singleton])]
pub struct Candle {}

#[qom_type(parent = Lamp, interfaces = [Singleton], singleton(group = Candle))]
pub struct DeskLamp {}

fn main() {}
