//! Any thread may ask for the instance, so a singleton can be shared.

use std::rc::Rc;

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {
    bulbs: Rc<u8>,
}

fn main() {}
