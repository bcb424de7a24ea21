//! An abstract singleton of another crate.

use qom_core::prelude::*;
use qom_ui_tests::Star;

fn main() {
    let _ = Star::new();
}
