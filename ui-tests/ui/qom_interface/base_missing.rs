//! A colon and no base.

use qom_core::prelude::*;

#[qom_interface(Titled:)]
pub trait TitledImpl {}

fn main() {}
