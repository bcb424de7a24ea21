//! Arguments that are no structure.

use qom_core::monitor::Monitor;
use qom_core::prelude::*;

/// Greets.
#[hmp_command]
fn greet(_: &Monitor, name: String, loudly: bool) -> Result<String> {
    Ok(if loudly { name.to_uppercase() } else { name })
}

fn main() {}
