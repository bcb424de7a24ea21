//! Two mistakes are two errors, in one run of the compiler.

use qom_core::prelude::*;

#[qom_type(parnet = Device, abstrakt)]
pub struct Lamp {}

fn main() {}
