//! The group has a place for each resource: which is it here?

use qom_core::prelude::*;
use qom_ui_tests::Moon;

#[qom_type(interfaces = [Singleton], singleton(group = Moon))]
pub struct Lamp {}

fn main() {}
