//! An option that there is not.

use qom_core::prelude::*;

#[derive(Clone, Copy, QomEnum)]
pub enum Speed {
    #[qom(nmae = "high")]
    High,
}

fn main() {}
