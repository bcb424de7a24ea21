//! A command that returns a bare value.

use qom_core::monitor::Monitor;
use qom_core::prelude::*;

/// Counts.
#[qmp_command]
fn count(_: &Monitor) -> u32 {
    1
}

fn main() {}
