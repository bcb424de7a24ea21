//! It has its place already.

use qom_core::prelude::*;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

#[qom_type]
pub struct Socket {}

fn main() {
    let _ = Lamp::try_new().unwrap().register_with(&Socket::new());
}
