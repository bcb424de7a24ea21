//! A child is one by any name.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

type Light = Child<Lamp>;

#[qom_type]
pub struct Room {
    #[child]
    lamp: Light,
}

fn main() {}
