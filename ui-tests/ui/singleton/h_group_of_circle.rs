//! What joins a circle has no place to share either.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton], singleton(group = Bulb))]
pub struct Lamp {}

#[qom_type(interfaces = [Singleton], singleton(group = Candle))]
pub struct Bulb {}

#[qom_type(interfaces = [Singleton], singleton(group = Bulb))]
pub struct Candle {}

fn main() {}
