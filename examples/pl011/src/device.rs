//! The PL011 as a device of the object model: all but the registers.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use qom_core::prelude::*;
use qom_devices::DynamicSysBusDevice;

use crate::registers::{Output, Registers};
use crate::wires::{CharFrontend, CharFrontendImpl, Chardev, IrqLine};

/// Which PL011 it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, QomEnum)]
pub enum Revision {
    /// With FIFOs of 16 characters.
    R1p4,
    /// With FIFOs of 32.
    R1p5,
}

/// The PL011 UART (ARM PrimeCell UART), QOM's `pl011`.
///
/// A guest [reads](Self::read) and [writes](Self::write) its registers. What it sends goes to `chardev`, at once or when
/// that takes it; what comes from there waits while there is no room. Characters need no time on the line, so that the
/// baud rate counts only for the time-out of what was received, of which whoever has the time [tells](Self::elapse).
#[qom_type(parent = DynamicSysBusDevice, interfaces = [Resettable, CharFrontend])]
pub struct Pl011 {
    /// How fast the clock `UARTCLK` is, of which the baud rate is made.
    #[property(default = 24_000_000, range = 16..=1_000_000_000, unit = "Hz")]
    clock_frequency: Prop<u32>,
    /// Which PL011 it is.
    #[property(default = Revision::R1p4)]
    revision: Prop<Revision>,
    /// What is at the other end of the line; without it what is sent is lost.
    #[property]
    chardev: Link<Chardev>,
    /// Where the interrupt `UARTINTR` goes.
    #[property]
    irq: Link<IrqLine>,
    registers: Mutex<Registers>,
}

#[qom_properties]
impl Pl011 {
    /// How fast the line is; 0 while the divisor is none.
    #[getter(unit = "baud")]
    fn baud(&self) -> u32 {
        self.lock().baud(self.clock_frequency.get())
    }
}

impl DeviceImpl for Pl011 {
    fn desc() -> &'static str {
        "PrimeCell UART (PL011)"
    }
    fn categories() -> &'static [Category] {
        &[Category::Input]
    }
    fn realize(this: &Self, cx: &mut Realize<'_>) -> Result<()> {
        Device::parent_realize(this, cx)?;
        match this.revision.get() {
            Revision::R1p4 => this.lock().set_revision(2, 16),
            Revision::R1p5 => this.lock().set_revision(3, 32),
        }
        if let Some(chardev) = this.chardev.get() {
            let frontend = this.interface::<CharFrontend>().handle().ok_or("the device is going")?;
            chardev.attach(frontend.downgrade())?;
            cx.on_unrealize(move |_| chardev.detach());
        }
        Ok(())
    }
    fn unrealize(this: &Self) {
        this.with(Registers::reset);
        Device::parent_unrealize(this);
    }
}

impl ResettableImpl for Pl011 {
    fn enter(this: &Self, kind: ResetType) {
        Resettable::parent_enter(this, kind);
        this.lock().reset();
    }
    fn hold(this: &Self, kind: ResetType) {
        Resettable::parent_hold(this, kind);
        this.tell_outside();
    }
}

impl CharFrontendImpl for Pl011 {
    fn receive(this: &Self, bytes: &[u8]) -> usize {
        this.with(|registers| registers.offer(bytes))
    }
    fn resume(this: &Self) {
        this.with(Registers::resume);
    }
}

impl Pl011 {
    /// What a guest reads, by the [offset](crate::offset) of a register.
    pub fn read(&self, at: u64) -> u32 {
        self.with(|registers| registers.read(at))
    }

    /// What a guest writes.
    pub fn write(&self, at: u64, value: u32) {
        self.with(|registers| registers.write(at, value));
    }

    /// A character comes, from a line that does not wait, with [errors](crate::fields::data).
    pub fn receive_from_line(&self, byte: u8, errors: u16) {
        self.with(|registers| registers.receive(byte, errors));
    }

    /// So much time has passed for the guest.
    pub fn elapse(&self, time: Duration) {
        self.with(|registers| registers.elapse(time, self.clock_frequency.get()));
    }

    /// The lines from a modem that are asserted, as [flags](crate::fields::flag).
    pub fn set_modem_inputs(&self, asserted: u32) {
        self.with(|registers| registers.set_modem_inputs(asserted));
    }

    /// The lines to a modem that are asserted, as bits of [control](crate::fields::control).
    pub fn modem_outputs(&self) -> u32 {
        self.lock().modem_outputs()
    }

    fn with<R>(&self, act: impl FnOnce(&mut Registers) -> R) -> R {
        let result = act(&mut self.lock());
        self.tell_outside();
        result
    }

    /// No lock is held while others are told, so they may come back.
    fn tell_outside(&self) {
        loop {
            // A statement of its own, so that the lock is given back.
            let output = self.lock().begin();
            let Some(output) = output else { return };
            let is_taken = self.tell(output);
            self.lock().end(output, is_taken);
        }
    }

    fn tell(&self, output: Output) -> bool {
        match output {
            Output::Interrupt(level) => self.irq.get().into_iter().for_each(|irq| irq.set_level(level)),
            Output::Break(is_break) => self.chardev.get().into_iter().for_each(|chardev| chardev.set_break(is_break)),
            Output::Room => self.chardev.get().into_iter().for_each(|chardev| chardev.accept_input()),
            Output::Byte(byte) => return self.chardev.get().is_none_or(|chardev| chardev.put(byte)),
        }
        true
    }

    fn lock(&self) -> MutexGuard<'_, Registers> {
        self.registers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
