//! An answer that cannot be an error.

use qom_core::monitor::Monitor;
use qom_core::prelude::*;

/// Greets.
#[hmp_command]
fn greet(_: &Monitor) -> String {
    String::new()
}

fn main() {}
