//! An option twice, between which stands another.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(set_once, on_delete = refuse, set_once)]
    level: Link<Lamp>,
}

fn main() {}
