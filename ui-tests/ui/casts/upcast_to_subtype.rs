//! Down is asked at run time.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

#[qom_type(parent = Lamp)]
pub struct Torch {}

fn main() {
    let _: Obj<Torch> = Lamp::new().upcast();
}
