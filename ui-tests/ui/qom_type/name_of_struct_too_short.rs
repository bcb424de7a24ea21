//! The name comes from the struct's, which is too short.

use qom_core::prelude::*;

#[qom_type]
pub struct L {}

fn main() {}
