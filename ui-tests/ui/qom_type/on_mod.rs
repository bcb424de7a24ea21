//! An item that is no struct and has no special text.

use qom_core::prelude::*;

#[qom_type]
pub mod lamp {}

fn main() {}
