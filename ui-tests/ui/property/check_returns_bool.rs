//! A check that says yes or no.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(check = check_level)]
    level: Prop<u8>,
}

fn check_level(_: &Lamp, level: &u8) -> bool {
    *level < 5
}

fn main() {}
