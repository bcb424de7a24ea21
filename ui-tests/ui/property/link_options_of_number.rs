//! Two options that only links have.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(set_once, on_delete = refuse)]
    level: Prop<u8>,
}

fn main() {}
