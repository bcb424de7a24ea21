//! Each would share the place of the next.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton], singleton(group = Bulb))]
pub struct Lamp {}

#[qom_type(interfaces = [Singleton], singleton(group = Candle))]
pub struct Bulb {}

#[qom_type(interfaces = [Singleton], singleton(group = Lamp))]
pub struct Candle {}

fn main() {}
