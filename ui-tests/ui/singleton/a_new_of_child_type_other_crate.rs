//! What derives from a singleton of another crate is one.

use qom_core::prelude::*;
use qom_ui_tests::Sun;

#[qom_type(parent = Sun)]
pub struct Lamp {}

fn main() {
    let _ = Lamp::new();
}
