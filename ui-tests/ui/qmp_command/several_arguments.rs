//! Arguments that are not members of one structure.

use qom_core::monitor::Monitor;
use qom_core::prelude::*;

/// Adds.
#[qmp_command]
fn add(_: &Monitor, left: u32, right: u32) -> Result<u32> {
    Ok(left + right)
}

fn main() {}
