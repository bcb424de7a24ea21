//! A check of a link that takes the object itself.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(check = Self::check_level)]
    level: Link<Lamp>,
}

impl Lamp {
    fn check_level(&self, _: &Obj<Lamp>) -> Result<()> {
        Ok(())
    }
}

fn main() {}
