//! An interface has one base.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {}

#[qom_interface(Priced)]
pub trait PricedImpl {}

#[qom_interface(Titled: Named + Priced)]
pub trait TitledImpl {}

fn main() {}
