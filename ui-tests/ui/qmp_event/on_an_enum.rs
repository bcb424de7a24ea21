//! An event that is no structure.

use qom_core::prelude::*;

/// It came.
#[qmp_event(name = "X_CAME")]
#[derive(Clone, serde::Serialize, serde::Deserialize)]
enum Came {
    Slowly,
}

fn main() {}
