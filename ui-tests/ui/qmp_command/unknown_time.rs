//! A time that there is not.

use qom_core::monitor::Monitor;
use qom_core::prelude::*;

/// Does nothing.
#[qmp_command(when = realized)]
fn nothing(_: &Monitor) -> Result<()> {
    Ok(())
}

fn main() {}
