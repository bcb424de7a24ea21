//! A slot is there or not, for all crates alike.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    #[cfg(unix)]
    fn light(this: &Self);
}

fn main() {}
