//! Four bases; three are fine, as `tests/pass.rs` shows.

use qom_core::prelude::*;

#[qom_interface(First)]
pub trait FirstImpl {}

#[qom_interface(Second: First)]
pub trait SecondImpl {}

#[qom_interface(Third: Second)]
pub trait ThirdImpl {}

#[qom_interface(Fourth: Third)]
pub trait FourthImpl {}

#[qom_interface(Fifth: Fourth)]
pub trait FifthImpl {}

fn main() {}
