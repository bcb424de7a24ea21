//! A name with a blank.

use qom_core::monitor::Monitor;
use qom_core::prelude::*;

/// Does nothing.
#[qmp_command(name = "do nothing")]
fn nothing(_: &Monitor) -> Result<()> {
    Ok(())
}

fn main() {}
