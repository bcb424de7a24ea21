use qom_core::prelude::*;

#[qom_type(parent = Device)]
pub struct Uart {
    #[property(default = 1)]
    clk: Prop<u64>,
}

#[qom_properties]
impl Uart {
    #[getter]
    fn baud(&self) -> -> u64 {
        self.clk.get() / 16
    }
    #[setter]
    fn set_baud(&self, baud: u64) -> Result<()> {
        self.clk.set(baud * 16);
        Ok(())
    }
}

fn main() {
    let uart = Uart::new();
    uart.set_baud(uart.baud()).unwrap();
}
