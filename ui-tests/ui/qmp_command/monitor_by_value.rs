//! The monitor by value.

use qom_core::monitor::Monitor;
use qom_core::prelude::*;

/// Does nothing.
#[qmp_command]
fn nothing(_: Monitor) -> Result<()> {
    Ok(())
}

fn main() {}
