//! Seventeen levels below `Object`; sixteen are fine, as `tests/pass.rs` shows.

use qom_core::prelude::*;

macro_rules! chain {
    ($parent:ident: $child:ident $($rest:ident)*) => {
        #[qom_type(parent = $parent)]
        pub struct $child {}
        chain!($child: $($rest)*);
    };
    ($parent:ident:) => {};
}

chain!(Object: L1x L2x L3x L4x L5x L6x L7x L8x L9x L10 L11 L12 L13 L14 L15 L16);

#[qom_type(parent = L16)]
pub struct Lamp {}

fn main() {}
