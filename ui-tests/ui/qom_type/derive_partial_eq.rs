//! Objects are told apart by identity, and the handles compare that.

use qom_core::prelude::*;

#[qom_type]
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Lamp {}

fn main() {}
