//! `init` is a `fn(&Self)`.

use qom_core::prelude::*;

#[qom_type(init = start)]
pub struct Lamp {}

fn start(_lamp: &mut Lamp) {}

fn main() {}
