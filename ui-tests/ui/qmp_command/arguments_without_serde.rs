//! A structure of arguments that serde cannot read.

use qom_core::monitor::Monitor;
use qom_core::prelude::*;

#[derive(Clone)]
struct Add {
    left: u32,
}

/// Adds.
#[qmp_command]
fn add(_: &Monitor, add: Add) -> Result<u32> {
    Ok(add.left)
}

fn main() {}
