//! The base is an ordinary struct.

use qom_core::prelude::*;

pub struct Named;

#[qom_interface(Titled: Named)]
pub trait TitledImpl {
    fn title(this: &Self) -> u32;
}

fn main() {}
