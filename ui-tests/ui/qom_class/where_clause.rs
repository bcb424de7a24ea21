//! A `where` clause alone is as generic.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl
where
    Self: Sized,
{
    fn light(this: &Self);
}

fn main() {}
