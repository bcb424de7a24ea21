//! `STILL_PURE` names what is no hook of the interface.

use qom_core::prelude::*;

#[qom_interface(Named)]
pub trait NamedImpl {
    fn label(this: &Self) -> u32;
}

#[qom_type(abstract, interfaces = [Named])]
pub struct Lamp {}

impl NamedImpl for Lamp {
    const STILL_PURE: &'static [&'static str] = &["lable"];
    fn label(_this: &Self) -> u32 {
        7
    }
}

fn main() {}
