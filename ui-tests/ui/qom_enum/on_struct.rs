//! Words from a struct.

use qom_core::prelude::*;

#[derive(Clone, Copy, QomEnum)]
pub struct Speed {}

fn main() {}
