//! An option without parentheses.

use qom_core::prelude::*;

#[derive(Clone, Copy, QomEnum)]
#[qom = "speed"]
pub enum Speed {
    High,
}

fn main() {}
