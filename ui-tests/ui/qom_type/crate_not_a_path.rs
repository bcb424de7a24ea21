//! `crate` wants a path.

use qom_core::prelude::*;

#[qom_type(crate = "qom_core")]
pub struct Lamp {}

fn main() {}
