use qom_core::prelude::*;

#[qom_type(parent = Device)]
pub struct Uart {
    #[property property(default = 1)]
    clk: Prop<u64>,
}

fn main() {
    Uart::new().clk.get();
}
