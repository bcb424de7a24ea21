use qom_core::prelude::*;
use serde::{Deserialize, Serialize};

/// Something has happened.
#[qmp_event(name = )]
#[derive(Clone, Serialize, Deserialize)]
pub struct Done {
    count: u32,
}

fn main() {
    Context::new().emit(&Done { count: 1 });
}
