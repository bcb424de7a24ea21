//! What is listed is an ordinary struct.

use qom_core::prelude::*;

pub struct Named;

#[qom_type(interfaces = [Named])]
pub struct Lamp {}

fn main() {}
