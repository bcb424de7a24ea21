//! What derives from a singleton is one, and has nothing to say about it.

use qom_core::prelude::*;
use qom_core::singleton::SingletonImpl;

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

#[qom_type(parent = Lamp)]
pub struct DeskLamp {}

impl SingletonImpl for DeskLamp {}

fn main() {}
