//! No words at all.

use qom_core::prelude::*;

#[derive(Clone, Copy, QomEnum)]
pub enum Speed {}

fn main() {}
