//! A generic command.

use qom_core::monitor::Monitor;
use qom_core::prelude::*;

/// Does nothing.
#[qmp_command]
fn nothing<T: Clone>(_: &Monitor) -> Result<()> {
    Ok(())
}

fn main() {}
