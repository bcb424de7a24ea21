//! What there are many of cannot be said to be a singleton.

use qom_core::prelude::*;
use qom_core::types::{Many, Singular};

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

impl Singular<Lamp> for Many {}

fn main() {}
