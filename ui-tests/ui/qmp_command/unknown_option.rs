//! An option that there is not.

use qom_core::monitor::Monitor;
use qom_core::prelude::*;

/// Does nothing.
#[qmp_command(nam = "x-nothing")]
fn nothing(_: &Monitor) -> Result<()> {
    Ok(())
}

fn main() {}
