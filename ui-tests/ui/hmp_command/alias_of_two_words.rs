//! Another name of two words.

use qom_core::monitor::Monitor;
use qom_core::prelude::*;

/// Does nothing.
#[hmp_command(alias = "do nothing")]
fn nothing(_: &Monitor) -> Result<String> {
    Ok(String::new())
}

fn main() {}
