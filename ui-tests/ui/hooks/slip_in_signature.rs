use qom_core::prelude::*;

#[qom_type(parent = Device, abstract)]
pub struct Serial {}

#[qom_class(Serial)]
pub trait SerialImpl {
    fn put(this: &Self byte: u8) -> Result<()>;
    fn drain(this: &Self) -> usize {
        0
    }
}

#[qom_type(parent = Serial)]
pub struct Uart {}

impl SerialImpl for Uart {
    fn put(_: &Self, _: u8) -> Result<()> {
        Ok(())
    }
}

fn main() {
    let uart = Uart::new();
    uart.put(1).unwrap();
    uart.drain();
}
