//! A command that is no function.

use qom_core::prelude::*;

/// Nothing.
#[qmp_command]
struct Nothing;

fn main() {}
