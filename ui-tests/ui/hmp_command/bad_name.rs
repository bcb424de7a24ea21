//! A name with two blanks.

use qom_core::monitor::Monitor;
use qom_core::prelude::*;

/// Does nothing.
#[hmp_command(name = "info  nothing")]
fn nothing(_: &Monitor) -> Result<String> {
    Ok(String::new())
}

fn main() {}
