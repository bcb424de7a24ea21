//! What has one place cannot be said to have one for each resource.

use qom_core::prelude::*;
use qom_core::types::{OneInContext, PerResource};

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

impl PerResource<Lamp> for OneInContext {
    type Declares = Lamp;
}

fn main() {}
