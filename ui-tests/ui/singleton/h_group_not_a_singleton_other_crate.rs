//! The type of another crate has no place to share.

use qom_core::prelude::*;
use qom_ui_tests::Planet;

#[qom_type(interfaces = [Singleton], singleton(group = Planet))]
pub struct Lamp {}

fn main() {}
