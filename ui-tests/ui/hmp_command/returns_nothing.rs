//! No answer.

use qom_core::monitor::Monitor;
use qom_core::prelude::*;

/// Does nothing.
#[hmp_command]
fn nothing(_: &Monitor) {}

fn main() {}
