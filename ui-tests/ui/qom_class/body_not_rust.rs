//! A slip in the body of a hook: the compiler tells it once, and the hook is there.

use qom_core::prelude::*;

#[qom_type(abstract)]
pub struct Port {}

#[qom_class(Port)]
pub trait PortImpl {
    fn put(this: &Self, byte: u8) -> usize {
        let more = ;
        usize::from(byte) + more
    }
}

#[qom_type(parent = Port)]
pub struct Serial {}

impl PortImpl for Serial {
    fn put(_this: &Self, byte: u8) -> usize {
        usize::from(byte)
    }
}

fn main() {
    println!("{}", Serial::new().put(1));
}
