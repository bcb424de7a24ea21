//! A board with nothing but a UART.

use qom_core::prelude::*;
use qom_devices::{Machine, MachineImpl};

use crate::device::Pl011;
use crate::wires::IrqPin;

/// A board with a PL011, `/machine/uart0`, whose interrupt is at `/machine/uart0-irq`. Users can add further ones.
#[qom_type(name = "uart-board-machine", parent = Machine)]
pub struct UartBoard {}

impl MachineImpl for UartBoard {
    fn desc() -> &'static str {
        "a board with a PL011"
    }
    fn dynamic_sysbus_devices() -> &'static [&'static str] {
        &["pl011"]
    }
    fn make_board(this: &Self) -> Result<()> {
        let (uart, irq) = (Pl011::new(), IrqPin::new());
        this.add_child("uart0-irq", &irq)?;
        this.add_child("uart0", &uart)?;
        uart.set_link("irq", Some(&irq))?;
        uart.realize(Some(&this.main_bus()?))
    }
}
