//! A plain singleton only lists the interface.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton], singleton)]
pub struct Lamp {}

fn main() {}
