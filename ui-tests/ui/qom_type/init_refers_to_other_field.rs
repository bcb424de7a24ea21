//! Fields start on their own: what depends on others is set in `init = f`.

use qom_core::prelude::*;

#[qom_type]
pub struct Lamp {
    #[property(default = 7)]
    colour: Prop<u32>,
    #[init(colour.get())]
    previous: u32,
}

fn main() {}
