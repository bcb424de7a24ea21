//! Serial ports.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use qom_core::prelude::*;

/// What can be put back to its initial state.
#[qom_interface(Rewindable)]
pub trait RewindableImpl {
    /// Goes back to the initial state.
    fn rewind(this: &Self);
}

/// What has a label for people.
#[qom_interface(Named)]
pub trait NamedImpl {
    /// The label.
    fn label(this: &Self) -> String;
}

/// Abstract serial port.
#[qom_type(parent = Device, abstract, interfaces = [Rewindable])]
pub struct Serial {
    out: Mutex<Vec<u8>>,
}

/// What kinds of serial ports differ in.
#[qom_class(Serial)]
pub trait SerialImpl {
    /// Sends a byte.
    ///
    /// # Errors
    /// If the line is broken.
    fn put(this: &Self, byte: u8) -> Result<()>;

    /// Takes what was sent, and tells how much it was.
    fn drain(this: &Self) -> usize {
        std::mem::take(&mut *this.out.lock().unwrap()).len()
    }

    /// The fastest that the hardware can be.
    fn max_baud() -> u32 {
        115_200
    }
}

impl RewindableImpl for Serial {
    fn rewind(this: &Self) {
        this.out.lock().unwrap().clear();
    }
}

impl Serial {
    /// Keeps a byte for the other end.
    pub fn push(&self, byte: u8) {
        self.out.lock().unwrap().push(byte);
    }

    /// How many bytes the other end has not taken yet.
    pub fn pending(&self) -> usize {
        self.out.lock().unwrap().len()
    }
}

/// A queue of bytes.
#[qom_type]
pub struct Fifo {
    /// How many bytes it holds.
    #[property(default = 16)]
    depth: Prop<u32>,
}

impl Fifo {
    /// How many bytes it holds.
    pub fn depth(&self) -> u32 {
        self.depth.get()
    }
}

/// A PL011 UART.
#[qom_type(name = "pl011", parent = Serial, interfaces = [Named])]
pub struct Pl011 {
    /// UART clock in Hz.
    #[property(default = 24_000_000)]
    clk: Prop<u32>,
    #[child]
    fifo: Child<Fifo>,
    #[init(AtomicU32::new(7))]
    count: AtomicU32,
}

impl SerialImpl for Pl011 {
    fn put(this: &Self, byte: u8) -> Result<()> {
        ensure!(this.clk.get() > 0, "clk must be positive");
        this.count.fetch_add(1, Ordering::Relaxed);
        this.push(byte);
        Ok(())
    }
}

impl NamedImpl for Pl011 {
    fn label(this: &Self) -> String {
        format!("pl011 at {} Hz", this.clk.get())
    }
}

impl Pl011 {
    /// The UART clock in Hz.
    pub fn clk(&self) -> &Prop<u32> {
        &self.clk
    }

    /// The queue.
    pub fn fifo(&self) -> &Obj<Fifo> {
        self.fifo.object()
    }

    /// Seven, and the number of bytes sent.
    pub fn count(&self) -> u32 {
        self.count.load(Ordering::Relaxed)
    }
}
