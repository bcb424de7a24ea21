//! What has a place for each resource cannot be said to have another.

use qom_core::prelude::*;
use qom_core::types::{OnePer, PlacedAtOnce};

#[qom_type(interfaces = [Singleton])]
pub struct Lamp {}

impl PlacedAtOnce<Lamp> for OnePer<Lamp> {}

fn main() {}
