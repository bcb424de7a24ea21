//! The interface is the same under another name.

use qom_core::prelude::*;
use qom_core::singleton::Singleton as OnlyOne;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

#[qom_type(parent = Lamp, interfaces = [OnlyOne])]
pub struct DeskLamp {}

fn main() {}
