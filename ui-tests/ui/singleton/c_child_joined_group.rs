//! Who shares the place of another is a singleton.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

#[qom_type(interfaces = [Singleton], singleton(group = Lamp))]
pub struct Candle {}

#[qom_type]
pub struct Room {
    #[child]
    lamp: Child<Candle>,
}

fn main() {}
