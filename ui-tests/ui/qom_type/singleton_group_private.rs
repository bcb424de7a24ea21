//! A public type that joins the group of a private one.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
struct Light {}

#[qom_type(interfaces = [Singleton], singleton(group = Light))]
pub struct Lamp {}

fn main() {}
