//! A way in quotes.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(on_delete = "clear")]
    level: Link<Lamp>,
}

fn main() {}
