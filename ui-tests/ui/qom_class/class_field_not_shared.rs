//! Classes are shared between threads.

use qom_core::prelude::*;

use std::cell::Cell;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    #[class_field]
    fn watts() -> Cell<u32> {
        Cell::new(5)
    }
}

fn main() {}
