//! A command that does not take the monitor.

use qom_core::prelude::*;

/// Does nothing.
#[qmp_command]
fn nothing() -> Result<()> {
    Ok(())
}

fn main() {}
