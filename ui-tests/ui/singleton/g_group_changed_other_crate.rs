//! The parent, of another crate, has its place already.

use qom_core::prelude::*;
use qom_ui_tests::Sun;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

#[qom_type(parent = Sun, singleton(group = Lamp))]
pub struct DeskLamp {}

fn main() {}
