//! Of a type of another crate that is no singleton there is no one instance.

use qom_core::prelude::*;
use qom_ui_tests::Planet;

fn main() {
    let _ = Planet::instance();
}
