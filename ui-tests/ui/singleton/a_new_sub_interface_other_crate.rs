//! The interface that derives from `Singleton` is of another crate.

use qom_core::prelude::*;
use qom_ui_tests::Unique;

#[qom_type(interfaces = [Unique])]
pub struct Lamp {}

fn main() {
    let _ = Lamp::new();
}
