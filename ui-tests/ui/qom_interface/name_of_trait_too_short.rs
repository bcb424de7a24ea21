//! The name comes from the interface's, which is too short.

use qom_core::prelude::*;

#[qom_interface(N)]
pub trait NImpl {}

fn main() {}
