//! Of which resource? The type is of another crate.

use qom_core::prelude::*;
use qom_ui_tests::Moon;

fn main() {
    let _ = Moon::instance();
}
