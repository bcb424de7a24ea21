//! A singleton of another crate.

use qom_core::prelude::*;
use qom_ui_tests::Sun;

fn main() {
    let _ = Sun::new();
}
