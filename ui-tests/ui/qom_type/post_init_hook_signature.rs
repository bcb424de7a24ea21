//! `post_init` is a `fn(&Self)`.

use qom_core::prelude::*;

#[qom_type(post_init = start)]
pub struct Lamp {}

fn start(_lamp: &Lamp, _colour: u32) {}

fn main() {}
