//! A singleton cannot be said to be none.

use qom_core::prelude::*;
use qom_core::types::{Embeddable, OneInContext};

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

impl Embeddable<Lamp> for OneInContext {}

fn main() {}
