//! Two mistakes are two errors.

use qom_core::prelude::*;

pub struct Bulb;

pub struct Named;

#[qom_type(parent = Bulb, interfaces = [Named])]
pub struct Lamp {}

fn main() {}
