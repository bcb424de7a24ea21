//! Two variants of one name.

use qom_core::prelude::*;

#[derive(Clone, Copy, QomEnum)]
pub enum Speed {
    Low,
    #[qom(name = "low")]
    High,
}

fn main() {}
