//! In a context there may be one as well.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

fn main() {
    let _ = Lamp::new_in(&Context::new());
}
