//! A check that there is not.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(check = Self::check_colour)]
    level: Prop<u8>,
}

impl Lamp {
    fn check_level(&self, level: &u8) -> Result<()> {
        ensure!(*level < 5, "too bright");
        Ok(())
    }
}

fn main() {}
