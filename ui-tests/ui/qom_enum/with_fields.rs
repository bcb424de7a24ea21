//! A variant with fields.

use qom_core::prelude::*;

#[derive(Clone, Copy, QomEnum)]
pub enum Speed {
    Low,
    Other(u8),
}

fn main() {}
