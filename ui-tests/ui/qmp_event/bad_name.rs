//! A name in small letters.

use qom_core::prelude::*;

/// It came.
#[qmp_event(name = "it-came")]
#[derive(Clone, serde::Serialize, serde::Deserialize)]
struct Came {}

fn main() {}
