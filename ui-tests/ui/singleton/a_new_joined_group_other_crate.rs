//! The place is that of a type of another crate.

use qom_core::prelude::*;
use qom_ui_tests::Sun;

#[qom_type(interfaces = [Singleton], singleton(group = Sun))]
pub struct Lamp {}

fn main() {
    let _ = Lamp::new();
}
