//! The marker is the same under another name.

use qom_core::prelude::*;
use qom_core::singleton::SingletonImpl as OnlyOne;

#[qom_type]
pub struct Lamp {}

impl OnlyOne for Lamp {}

fn main() {}
