//! The parent, of another crate, lists it already.

use qom_core::prelude::*;
use qom_ui_tests::Sun;

#[qom_type(parent = Sun, interfaces = [Singleton])]
pub struct Lamp {}

fn main() {}
