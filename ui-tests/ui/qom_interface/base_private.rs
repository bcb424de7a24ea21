//! A public interface that derives from a private one.

use qom_core::prelude::*;

#[qom_interface(Named)]
trait NamedImpl {}

#[qom_interface(Titled: Named)]
pub trait TitledImpl {}

fn main() {}
