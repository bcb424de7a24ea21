//! What is said of a hook is not in the way.

use qom_core::prelude::*;

#[qom_type(parent = Device, abstract)]
pub struct Fan {}

/// What fans differ in.
#[qom_class(Fan)]
pub trait FanImpl {
    /// Starts it.
    fn start(&self);
    /// How fast it is.
    fn speed(this: &Fan) -> u32;
}

#[qom_type(parent = Fan)]
pub struct CaseFan {}

impl FanImpl for CaseFan {
    fn start(&self) {}
    fn speed(_: &Self) -> u32 {
        1
    }
}

fn main() {
    let fan = CaseFan::new();
    fan.start();
    fan.speed();
}
