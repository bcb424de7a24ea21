//! A way that there is not.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(on_delete = cascade)]
    level: Link<Lamp>,
}

fn main() {}
