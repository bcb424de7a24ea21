//! A word without letters.

use qom_core::prelude::*;

#[derive(Clone, Copy, QomEnum)]
pub enum Speed {
    #[qom(name = "")]
    High,
}

fn main() {}
