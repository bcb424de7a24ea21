//! An interface that derives from `Singleton` makes a singleton as well.

use qom_core::prelude::*;

#[qom_interface(Unique: Singleton)]
pub trait UniqueImpl {}

#[qom_type(interfaces = [Unique])]
pub struct Lamp {}

#[qom_type]
pub struct Room {
    #[child]
    lamp: Child<Lamp>,
}

fn main() {}
