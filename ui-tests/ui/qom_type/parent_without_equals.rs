//! A parent without `=`: it is the parent all the same, and its hooks can be implemented.

use qom_core::prelude::*;

#[qom_type(parent - Device)]
pub struct Serial {}

impl DeviceImpl for Serial {}

fn main() {}
