//! A class is seen as a class layer, not as a type.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

fn main() {
    let _ = Lamp::new().class().downcast_ref::<Lamp>();
}
