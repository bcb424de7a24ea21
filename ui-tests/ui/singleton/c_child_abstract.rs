//! Of an abstract type it is enough to say that it is abstract.

use qom_core::prelude::*;

#[qom_type(abstract, interfaces = [Singleton])]
pub struct Lamp {}

#[qom_type]
pub struct Room {
    #[child]
    lamp: Child<Lamp>,
}

fn main() {}
