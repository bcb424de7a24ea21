//! The trait of the hooks is not the interface.

use qom_core::prelude::*;

#[qom_type(interfaces = [qom_core::singleton::SingletonImpl])]
pub struct Lamp {}

fn main() {}
