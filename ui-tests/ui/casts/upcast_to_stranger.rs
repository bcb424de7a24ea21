//! A base type that is none.

use qom_core::prelude::*;

#[qom_type]
pub struct Fridge {}

#[qom_type]
pub struct Lamp {}

fn main() {
    let _: Obj<Fridge> = Lamp::new().upcast();
}
