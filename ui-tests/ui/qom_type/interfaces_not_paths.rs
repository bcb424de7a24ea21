//! What is listed is not a name.

use qom_core::prelude::*;

#[qom_type(interfaces = ["named"])]
pub struct Lamp {}

fn main() {}
