//! How many there can be is not for a type to answer.

use qom_core::prelude::*;
use qom_core::types::{Beyond, No, Single, Yes};

#[qom_type]
pub struct Lamp {}

impl Single for Lamp {
    type IsSingleton = Yes;
    type IsTakenAtCreation = No;
    type IsPerResource = No;
    type Group = Beyond;
}

fn main() {}
