//! What tells of the arguments is no function.

use std::collections::BTreeMap;

use qom_core::monitor::Monitor;
use qom_core::prelude::*;

/// Counts.
#[qmp_command(arguments = "name")]
fn count(_: &Monitor, arguments: BTreeMap<String, Value>) -> Result<u64> {
    Ok(arguments.len() as u64)
}

fn main() {}
