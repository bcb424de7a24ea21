//! A hook is an ordinary function.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    async fn light(this: &Self);
}

fn main() {}
