//! A slip in the type of a field: the compiler tells it once, and the type is there.

use qom_core::prelude::*;

#[qom_type]
pub struct Serial {
    #[property(default = 1)]
    out: ,
    #[property(default = 2)]
    speed: Prop<u32>,
}

fn main() {
    println!("{}", Serial::new().type_name());
}
