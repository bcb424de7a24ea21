//! The marker alone makes no singleton.

use qom_core::prelude::*;
use qom_core::singleton::SingletonImpl;

#[qom_type]
pub struct Lamp {}

impl SingletonImpl for Lamp {}

fn main() {}
