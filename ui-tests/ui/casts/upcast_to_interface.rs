//! An interface is not a base type.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {}

#[qom_type(interfaces = [Named])]
pub struct Lamp {}

fn main() {
    let _: Obj<Named> = Lamp::new().upcast();
}
