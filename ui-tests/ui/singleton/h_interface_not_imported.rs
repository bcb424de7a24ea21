//! The interface is not imported.

use qom_core::qom_type;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

fn main() {}
