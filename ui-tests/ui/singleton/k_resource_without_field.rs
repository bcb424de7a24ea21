//! There is no such field.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton], singleton(scope = resource(socket)))]
pub struct Lamp {}

fn main() {}
