//! Each wrong hook is one error, and the right ones work.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Lamp {}

#[qom_class(Lamp)]
pub trait LampImpl {
    fn light(&self);
    async fn dim(this: &Self);
    fn watts(this: &Self) -> u32 {
        5
    }
}

#[qom_type(parent = Lamp)]
pub struct Torch {}

impl LampImpl for Torch {
    fn light(&self) {}
    async fn dim(_this: &Self) {}
    fn watts(_this: &Self) -> u32 {
        3
    }
}

fn call(torch: &Torch) -> u32 {
    torch.light();
    torch.watts()
}

fn main() {}
