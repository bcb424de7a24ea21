//! A child is created with its owner, which cannot fail.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

#[qom_type]
pub struct Room {
    #[child]
    lamp: Child<Lamp>,
}

fn main() {}
