//! An event with a type parameter.

use qom_core::prelude::*;

/// It came.
#[qmp_event(name = "X_CAME")]
#[derive(Clone, serde::Serialize, serde::Deserialize)]
struct Came<T> {
    what: T,
}

fn main() {}
