//! Who frees the place of a singleton is not for another interface to say.

use qom_core::Object;
use qom_core::prelude::*;

fn nothing(_: &Object) {}

#[qom_interface(Counted, ended = nothing)]
pub trait CountedImpl {}

#[qom_type(interfaces = [Counted, Singleton])]
pub struct Lamp {}

fn main() {}
