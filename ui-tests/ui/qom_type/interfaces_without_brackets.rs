//! One interface is a list too.

use qom_core::prelude::*;

#[qom_type(interfaces = Named)]
pub struct Lamp {}

fn main() {}
