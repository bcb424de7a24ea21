use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[proprty]
    colour: Prop<u32>,
}

fn main() {}
