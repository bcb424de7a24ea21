//! An option that there is not.

use qom_core::monitor::Monitor;
use qom_core::prelude::*;

/// Does nothing.
#[hmp_command(alais = "n")]
fn nothing(_: &Monitor) -> Result<String> {
    Ok(String::new())
}

fn main() {}
