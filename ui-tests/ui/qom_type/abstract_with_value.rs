//! `abstract` is there or not.

use qom_core::prelude::*;

#[qom_type(abstract = true)]
pub struct Lamp {}

fn main() {}
