//! A type has one trait of hooks.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(this: &Self);
}

mod more {
    use super::*;

    #[qom_class(Lamp)]
    pub trait LampImpl {
        fn dim(this: &Self);
    }
}

fn main() {}
