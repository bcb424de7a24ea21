//! Two interfaces that derive from each other.

use qom_core::prelude::*;

#[qom_interface(Named: Titled)]
pub trait NamedImpl {}

#[qom_interface(Titled: Named)]
pub trait TitledImpl {}

fn main() {}
