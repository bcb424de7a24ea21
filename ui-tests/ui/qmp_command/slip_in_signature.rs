//! Nothing is said of the body.

use qom_core::monitor::Monitor;
use qom_core::prelude::*;
use serde::{Deserialize, Serialize};

/// How often.
#[derive(Clone, Serialize, Deserialize)]
pub struct Times {
    count: u32,
}

/// Counts.
#[qmp_command]
fn count(_: &Monitor, times times: Times) -> Result<Times> {
    Ok(Times { count: times.count + 1 })
}

fn main() {}
