//! `crate` names what is not there.

use qom_core::prelude::*;

#[qom_type(crate = nowhere::qom)]
pub struct Lamp {}

fn main() {}
