//! A command that cannot fail.

use qom_core::monitor::Monitor;
use qom_core::prelude::*;

/// Does nothing.
#[qmp_command]
fn nothing(_: &Monitor) {}

fn main() {}
