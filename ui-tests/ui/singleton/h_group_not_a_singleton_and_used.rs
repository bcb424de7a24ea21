//! The type that names the group has no place to share; the uses are no errors.

use qom_core::prelude::*;

#[qom_type]
pub struct Bulb {}

#[qom_type(interfaces = [Singleton], singleton(group = Bulb))]
pub struct Lamp {}

fn main() {
    let _ = Lamp::try_new();
    let _ = Lamp::instance();
}
