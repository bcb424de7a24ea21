//! The PL011 UART as a device of the object model, and the same device written by hand, to compare.
//!
//! A device consists of what its manual says and of what makes it part of a machine. The first is [`Registers`], a plain
//! structure that knows of nothing around it. The second is here twice: [`Pl011`] is declared, and [`by_hand`] does it
//! with `Arc<Mutex<..>>`, traits, a table of types and a tree of its own.
//!
//! ```
//! use qom_core::prelude::*;
//! use qom_devices::{DeviceOptions, Machine};
//! use qom_example_pl011::{Pl011, Recorder, offset};
//!
//! // As `-M uart-board -object char-recorder,id=c0 -device pl011,id=u0,chardev=c0` does.
//! let context = Context::new();
//! let machine = Machine::start(&context, "uart-board")?;
//! let recorder: Obj<Recorder> = context.object_add_str("char-recorder,id=c0")?.downcast()?;
//! let uart = DeviceOptions::parse("pl011,id=u0,chardev=c0")?.add_to(&machine)?;
//!
//! // As a guest does.
//! let uart: Obj<Pl011> = uart.downcast()?;
//! uart.write(offset::LCR_H, 0x70); // FIFOs, characters of eight bits
//! uart.write(offset::CR, 0x101); // works, and sends
//! uart.write(offset::DR, b'!'.into());
//! assert_eq!(recorder.take(), b"!");
//! # Ok::<(), Error>(())
//! ```
#![forbid(unsafe_code)]

mod board;
pub mod by_hand;
mod device;
pub mod fields;
pub mod registers;
mod wires;

pub use board::UartBoard;
pub use device::{Pl011, Revision};
pub use fields::offset;
pub use registers::Registers;
pub use wires::{
    CharFrontend, CharFrontendClass, CharFrontendImpl, Chardev, ChardevClass, ChardevImpl, IrqLine, IrqLineClass,
    IrqLineImpl, IrqPin, Recorder,
};

/// Does nothing but name the crate, so that its types are part of the program.
pub fn link() {}
