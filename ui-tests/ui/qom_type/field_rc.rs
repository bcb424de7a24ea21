//! Objects are shared between threads, an `Rc` is neither sent nor shared.

use qom_core::prelude::*;

use std::rc::Rc;

#[qom_type]
pub struct Lamp {
    colour: Rc<u8>,
}

fn main() {}
