use qom_core::prelude::*;

#[qom_type]
pub struct Fifo {}

#[qom_type(parent = Device)]
pub struct Uart {
    #[property(default = 1)]
    clk: Prop<u64,
    #[child]
    fifo: Child<Fifo>,
}

fn main() {
    let uart = Uart::new();
    uart.clk.get();
    uart.fifo.type_name();
}
