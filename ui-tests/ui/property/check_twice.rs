//! Two checks.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(check = Self::check_level, check = Self::check_level)]
    level: Prop<u8>,
}

impl Lamp {
    fn check_level(&self, level: &u8) -> Result<()> {
        ensure!(*level < 5, "too bright");
        Ok(())
    }
}

fn main() {}
