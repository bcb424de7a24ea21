//! A check that takes the value alone.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(check = check_level)]
    level: Prop<u8>,
}

fn check_level(_: &u8) -> Result<()> {
    Ok(())
}

fn main() {}
