//! An event without a name.

use qom_core::prelude::*;

/// It came.
#[qmp_event]
#[derive(Clone, serde::Serialize, serde::Deserialize)]
struct Came {}

fn main() {}
