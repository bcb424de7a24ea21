//! What cannot be called cannot be given to others to call.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

fn main() {
    let create: fn() -> Obj<Lamp> = Lamp::new;
    create();
}
