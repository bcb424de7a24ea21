//! Another name, which commands for programs do not have.

use qom_core::monitor::Monitor;
use qom_core::prelude::*;

/// Does nothing.
#[qmp_command(alias = "n")]
fn nothing(_: &Monitor) -> Result<()> {
    Ok(())
}

fn main() {}
