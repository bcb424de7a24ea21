//! Hooks are declared beside their type.

use qom_core::prelude::*;

#[qom_class(Object)]
pub trait ObjectImpl {
    fn light(this: &Self);
}

fn main() {}
