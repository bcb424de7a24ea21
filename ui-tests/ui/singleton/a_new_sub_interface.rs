//! An interface that derives from `Singleton` makes a singleton as well.

use qom_core::prelude::*;

#[qom_interface(Unique: Singleton)]
pub trait UniqueImpl {}

#[qom_type(interfaces = [Unique])]
pub struct Lamp {}

fn main() {
    let _ = Lamp::new();
}
