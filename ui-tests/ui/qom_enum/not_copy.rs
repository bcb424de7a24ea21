//! An enum that is not `Copy`.

use qom_core::prelude::*;

#[derive(QomEnum)]
pub enum Speed {
    Low,
}

fn main() {}
