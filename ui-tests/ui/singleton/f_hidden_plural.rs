//! What takes a place cannot be said to take none.

use qom_core::prelude::*;
use qom_core::types::{OneInContext, Plural};

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

impl Plural<Lamp> for OneInContext {}

fn main() {}
