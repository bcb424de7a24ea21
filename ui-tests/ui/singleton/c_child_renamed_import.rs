//! The interface is the same under another name.

use qom_core::prelude::*;
use qom_core::singleton::Singleton as OnlyOne;

#[qom_type(interfaces = [OnlyOne])]
pub struct Lamp {}

#[qom_type]
pub struct Room {
    #[child]
    lamp: Child<Lamp>,
}

fn main() {}
