//! An answer that is no text.

use qom_core::monitor::Monitor;
use qom_core::prelude::*;

/// Counts.
#[hmp_command]
fn count(_: &Monitor) -> Result<u32> {
    Ok(1)
}

fn main() {}
