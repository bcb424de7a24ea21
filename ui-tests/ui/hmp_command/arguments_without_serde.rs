//! A structure of arguments that serde cannot read.

use qom_core::monitor::Monitor;
use qom_core::prelude::*;

#[derive(Clone)]
struct Greet {
    name: String,
}

/// Greets.
#[hmp_command]
fn greet(_: &Monitor, greet: Greet) -> Result<String> {
    Ok(greet.name)
}

fn main() {}
