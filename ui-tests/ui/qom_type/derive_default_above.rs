//! As `derive_clone_above`.

use qom_core::prelude::*;

#[derive(Default)]
#[qom_type]
pub struct Lamp {}

fn main() {}
