//! Every type has the methods, and only those of singletons can be called.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {}

impl SingletonExt for Lamp {}

fn main() {}
