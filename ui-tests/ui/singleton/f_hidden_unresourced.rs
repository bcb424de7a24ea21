//! What has a place for each resource cannot be said to have one.

use qom_core::prelude::*;
use qom_core::types::{OnePer, Unresourced};

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

impl Unresourced<Lamp> for OnePer<Lamp> {}

fn main() {}
