//! A device that knows nothing of the object model, in it: [`Serial`] of rust-vmm, a 16550, unmodified.
//!
//! ```
//! use qom_core::prelude::*;
//! use qom_devices::Machine;
//! use qom_example_pl011::Recorder;
//! use qom_example_vm_superio::SuperioSerial;
//!
//! let context = Context::new();
//! let machine = Machine::start(&context, "none")?;
//! let recorder: Obj<Recorder> = context.object_add_str("char-recorder,id=c0")?.downcast()?;
//!
//! let serial: Obj<SuperioSerial> = context.create_by_name("superio-serial")?.downcast()?;
//! machine.add_child("com1", &serial)?;
//! serial.set("chardev", "c0")?;
//! serial.realize(Some(&machine.main_bus()?))?;
//!
//! serial.write(0x3f8, b'!')?;
//! assert_eq!(recorder.take(), b"!");
//! # Ok::<(), Error>(())
//! ```
#![forbid(unsafe_code)]

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use qom_core::prelude::*;
use qom_devices::DynamicSysBusDevice;
use qom_example_pl011::{CharFrontend, CharFrontendImpl, Chardev, IrqLine};
use vm_superio::serial::NoEvents;
use vm_superio::{Serial, Trigger};

/// How many ports it has.
const PORTS: u16 = 8;
/// How fast it is at most: its clock of 1.8432 MHz, divided by 16.
const FASTEST: u32 = 115_200;

/// The 16550 of `vm-superio`: an adapter that gives it properties, a reset and a place in the tree.
///
/// A guest [reads](Self::read) and [writes](Self::write) its ports. What it sends waits while the character device does
/// not take it; what comes from there waits while there is no room.
#[qom_type(parent = DynamicSysBusDevice, interfaces = [Resettable, CharFrontend])]
pub struct SuperioSerial {
    /// The first of its eight ports.
    #[property(default = 0x3f8, range = 0..=u16::MAX - (PORTS - 1))]
    iobase: Prop<u16>,
    /// What is at the other end of the line; without it what is sent is lost.
    #[property]
    chardev: Link<Chardev>,
    /// Where its interrupt goes, which is an edge.
    #[property]
    irq: Link<IrqLine>,
    #[init(Mutex::new(Port::new()))]
    port: Mutex<Port>,
}

/// The device, and what is to be told to others.
struct Port {
    serial: Serial<Raised, NoEvents, VecDeque<u8>>,
    /// Somebody tells others.
    is_telling: bool,
    /// What is being told is the first character that waits.
    is_sending: bool,
    /// How often the character device has said that it takes characters again.
    resumed: u64,
    /// The character device has something that found no room.
    waits_for_room: bool,
}

/// Notes that the device interrupts: the line is told when the lock is given back.
#[derive(Default)]
struct Raised(AtomicBool);

impl Trigger for Raised {
    type E = Infallible;

    fn trigger(&self) -> std::result::Result<(), Infallible> {
        self.0.store(true, Ordering::Relaxed);
        Ok(())
    }
}

/// What others are told.
#[derive(Clone, Copy)]
enum Output {
    Interrupt,
    Room,
    Byte(u8),
}

impl Port {
    fn new() -> Self {
        let serial = Serial::new(Raised::default(), VecDeque::new());
        Self { serial, is_telling: false, is_sending: false, resumed: 0, waits_for_room: false }
    }

    fn begin(&mut self) -> Option<Output> {
        let output = match self.serial.writer().front() {
            _ if self.is_telling => return None,
            _ if self.serial.interrupt_evt().0.swap(false, Ordering::Relaxed) => Output::Interrupt,
            _ if self.waits_for_room && self.serial.fifo_capacity() > 0 => Output::Room,
            Some(byte) => Output::Byte(*byte),
            None => return None,
        };
        self.waits_for_room &= !matches!(output, Output::Room);
        (self.is_telling, self.is_sending) = (true, matches!(output, Output::Byte(_)));
        Some(output)
    }
}

#[qom_properties]
impl SuperioSerial {
    /// How fast the line is; 0 while the divisor is.
    #[getter(unit = "baud")]
    fn baud(&self) -> u32 {
        let state = self.lock().serial.state();
        let divisor = u16::from_be_bytes([state.baud_divisor_high, state.baud_divisor_low]);
        FASTEST.checked_div(divisor.into()).unwrap_or(0)
    }
}

impl DeviceImpl for SuperioSerial {
    fn desc() -> &'static str {
        "16550 serial port (vm-superio)"
    }
    fn categories() -> &'static [Category] {
        &[Category::Input]
    }
    fn realize(this: &Self, cx: &mut Realize<'_>) -> Result<()> {
        Device::parent_realize(this, cx)?;
        if let Some(chardev) = this.chardev.get() {
            let frontend = this.interface::<CharFrontend>().handle().ok_or("the device is going")?;
            chardev.attach(frontend.downgrade())?;
            cx.on_unrealize(move |_| chardev.detach());
        }
        Ok(())
    }
}

impl ResettableImpl for SuperioSerial {
    fn enter(this: &Self, kind: ResetType) {
        Resettable::parent_enter(this, kind);
        let mut port = this.lock();
        (port.serial, port.is_sending) = (Port::new().serial, false);
    }
}

impl CharFrontendImpl for SuperioSerial {
    fn receive(this: &Self, bytes: &[u8]) -> usize {
        let taken = {
            let mut port = this.lock();
            let room = port.serial.fifo_capacity().min(bytes.len());
            // With as much room as that it does not refuse.
            let taken = port.serial.enqueue_raw_bytes(&bytes[..room]).unwrap_or(0);
            port.waits_for_room = taken < bytes.len();
            taken
        };
        this.tell_others();
        taken
    }
    fn resume(this: &Self) {
        this.lock().resumed += 1;
        this.tell_others();
    }
}

impl SuperioSerial {
    /// What a guest reads from a port.
    ///
    /// # Errors
    /// If it is none of the device.
    pub fn read(&self, port: u16) -> Result<u8> {
        let offset = self.offset(port)?;
        let value = self.lock().serial.read(offset);
        self.tell_others();
        Ok(value)
    }

    /// What a guest writes to a port.
    ///
    /// # Errors
    /// If it is none of the device; what that says.
    pub fn write(&self, port: u16, value: u8) -> Result<()> {
        let offset = self.offset(port)?;
        let written = self.lock().serial.write(offset, value);
        self.tell_others();
        written.map_err(Error::other)
    }

    fn offset(&self, port: u16) -> Result<u8> {
        match port.checked_sub(self.iobase.get()) {
            Some(offset @ 0..PORTS) => Ok(offset as u8),
            _ => bail!("port {port:#x} is none of '{}'", self.name()),
        }
    }

    /// No lock is held while others are told, so they may come back.
    fn tell_others(&self) {
        loop {
            let (output, resumed) = {
                let mut port = self.lock();
                let Some(output) = port.begin() else { return };
                (output, port.resumed)
            };
            let is_taken = self.tell(output);
            let mut port = self.lock();
            port.is_telling = false;
            match output {
                // A reset meanwhile may have taken it away.
                Output::Byte(_) if is_taken && port.is_sending => {
                    port.serial.writer_mut().pop_front();
                }
                Output::Byte(_) if !is_taken && port.resumed == resumed => return,
                _ => {}
            }
        }
    }

    fn tell(&self, output: Output) -> bool {
        match output {
            Output::Interrupt => self.irq.get().into_iter().for_each(|irq| {
                irq.set_level(true);
                irq.set_level(false);
            }),
            Output::Room => self.chardev.get().into_iter().for_each(|chardev| chardev.accept_input()),
            Output::Byte(byte) => return self.chardev.get().is_none_or(|chardev| chardev.put(byte)),
        }
        true
    }

    fn lock(&self) -> MutexGuard<'_, Port> {
        self.port.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Does nothing but name the crate, so that its types are part of the program.
pub fn link() {}
