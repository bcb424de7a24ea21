//! The register file of the PL011: what a guest reads and writes, the FIFOs, the interrupts, the divisor of the clock.
//!
//! It knows of nothing around it, and so it is the same for the device that is declared and the one written by hand.
//! What is to happen outside it hands out, one thing at a time, by [`Registers::begin`].

use std::collections::VecDeque;
use std::time::Duration;

use crate::fields::{control, data, flag, interrupt, line, offset};

/// The time, in bits on the line, after which what was received is worth an interrupt.
const TIMEOUT_BITS: u128 = 32;

/// What happens outside of the registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// The interrupt line, `UARTINTR`, is at this level now.
    Interrupt(bool),
    /// The line is held low, or no longer.
    Break(bool),
    /// A character is sent.
    Byte(u8),
    /// There is room again for what was [refused](Registers::offer).
    Room,
}

/// The state of a PL011. [`reset`](Self::reset) makes it that of the manual.
#[derive(Debug)]
pub struct Registers {
    /// The number of characters in a FIFO.
    depth: usize,
    /// What `UARTPeriphID2` says of the revision.
    revision: u8,
    /// What was received, as `DR` shows it.
    rx: VecDeque<u16>,
    tx: VecDeque<u8>,
    /// What is on its way onto the line.
    shifted: Option<u8>,
    rsr: u32,
    /// A character was lost since the last that found room.
    has_overrun: bool,
    ilpr: u32,
    ibrd: u32,
    fbrd: u32,
    lcr_h: u32,
    cr: u32,
    ifls: u32,
    imsc: u32,
    ris: u32,
    dmacr: u32,
    /// In 64ths, as of the last write of `LCR_H`.
    divisor: u32,
    /// The lines that the modem asserts, as `FR` shows them.
    modem: u32,
    /// What was last seen of them.
    seen_modem: u32,
    was_looped_break: bool,
    /// How long nothing was received.
    idle: Duration,
    outside: Outside,
}

/// What the outside knows.
#[derive(Debug, Default)]
struct Outside {
    interrupt: bool,
    is_break: bool,
    /// It is being told something.
    is_told: bool,
    /// What it is being told is the character that is shifted out.
    is_sent: bool,
    /// It does not take characters now.
    is_full: bool,
    /// It takes them again since the last was begun.
    has_resumed: bool,
    /// It has something that found no room.
    waits_for_room: bool,
}

impl Default for Registers {
    fn default() -> Self {
        let mut registers = Self {
            depth: 16,
            revision: 2,
            rx: VecDeque::new(),
            tx: VecDeque::new(),
            shifted: None,
            rsr: 0,
            has_overrun: false,
            ilpr: 0,
            ibrd: 0,
            fbrd: 0,
            lcr_h: 0,
            cr: 0,
            ifls: 0,
            imsc: 0,
            ris: 0,
            dmacr: 0,
            divisor: 0,
            modem: 0,
            seen_modem: 0,
            was_looped_break: false,
            idle: Duration::ZERO,
            outside: Outside::default(),
        };
        registers.reset();
        registers
    }
}

impl Registers {
    /// All is as after `PRESETn`. What comes from outside stays: the lines of the modem, and what is known there.
    pub fn reset(&mut self) {
        self.rx.clear();
        self.tx.clear();
        self.shifted = None;
        self.outside.is_sent = false;
        (self.rsr, self.has_overrun, self.ilpr) = (0, false, 0);
        (self.ibrd, self.fbrd, self.lcr_h, self.divisor) = (0, 0, 0, 0);
        (self.cr, self.ifls, self.dmacr) = (control::RESET, 0x12, 0);
        (self.imsc, self.ris) = (0, 0);
        self.seen_modem = self.modem;
        self.was_looped_break = false;
        self.idle = Duration::ZERO;
    }

    /// What is fixed when the device is made: its revision, and with it the depth of its FIFOs.
    pub fn set_revision(&mut self, revision: u8, depth: usize) {
        (self.revision, self.depth) = (revision, depth);
    }

    /// What a guest reads. Where there is no register, it is zero.
    pub fn read(&mut self, at: u64) -> u32 {
        match at {
            offset::DR => self.read_data(),
            offset::RSR => self.rsr,
            offset::FR => self.flags(),
            offset::ILPR => self.ilpr,
            offset::IBRD => self.ibrd,
            offset::FBRD => self.fbrd,
            offset::LCR_H => self.lcr_h,
            offset::CR => self.cr,
            offset::IFLS => self.ifls,
            offset::IMSC => self.imsc,
            offset::RIS => self.ris,
            offset::MIS => self.ris & self.imsc,
            offset::DMACR => self.dmacr,
            _ => self.id(at),
        }
    }

    /// What a guest writes. Where there is no register, or one that is only read, nothing happens.
    pub fn write(&mut self, at: u64, value: u32) {
        match at {
            offset::DR => self.write_data(value),
            offset::RSR => self.rsr = 0,
            offset::ILPR => self.ilpr = value & 0xff,
            offset::IBRD => self.ibrd = value & 0xffff,
            offset::FBRD => self.fbrd = value & 0x3f,
            offset::LCR_H => self.write_line_control(value & 0xff),
            offset::CR => self.cr = value & control::ALL,
            offset::IFLS => self.ifls = value & 0x3f,
            offset::IMSC => self.imsc = value & interrupt::ALL,
            offset::ICR => self.ris &= !value,
            offset::DMACR => self.dmacr = value & 0x7,
            _ => {}
        }
        self.settle();
    }

    fn id(&self, at: u64) -> u32 {
        // The part number 0x011 and the designer 0x41 across the first three; then what each PrimeCell says.
        let id = [0x11, 0x10, (self.revision << 4) | 0x4, 0x00, 0x0d, 0xf0, 0x05, 0xb1];
        let Some(index) = at.checked_sub(offset::ID).filter(|distance| distance % 4 == 0) else { return 0 };
        id.get(index as usize / 4).map_or(0, |byte| u32::from(*byte))
    }

    fn flags(&self) -> u32 {
        let tells = |is: bool, flag: u32| if is { flag } else { 0 };
        self.modem_inputs()
            | tells(!self.tx.is_empty() || self.shifted.is_some(), flag::BUSY)
            | tells(self.rx.is_empty(), flag::RXFE)
            | tells(self.tx.len() >= self.room_each_way(), flag::TXFF)
            | tells(self.rx.len() >= self.room_each_way(), flag::RXFF)
            | tells(self.tx.is_empty(), flag::TXFE)
    }

    fn write_line_control(&mut self, value: u32) {
        // The FIFOs become of another depth. What is in that of the transmitter goes, says the manual.
        if (self.lcr_h ^ value) & line::FIFOS != 0 {
            self.rx.clear();
            self.tx.clear();
        }
        self.lcr_h = value;
        self.divisor = self.ibrd * 64 + self.fbrd;
    }

    /// Bits in a second, from a clock of so many Hz; 0 if the divisor is none that the manual allows.
    pub fn baud(&self, clock: u32) -> u32 {
        const MOST: u32 = 0xffff * 64;
        match self.divisor {
            // A bit is 16 turns of the divided clock, and the divisor is in 64ths.
            divisor @ 64..=MOST => u32::try_from(u64::from(clock) * 4 / u64::from(divisor)).unwrap_or(u32::MAX),
            _ => 0,
        }
    }
}

/// The receiver.
impl Registers {
    /// A character comes from a line that does not wait: with its errors, as `DR` shows them, and lost if there is no room.
    pub fn receive(&mut self, byte: u8, errors: u16) {
        if self.hears() {
            self.take_in(byte, errors & data::ERRORS);
        }
    }

    /// Characters come from where they can wait; how many of them were taken. When there is room for more,
    /// [`Output::Room`] says so.
    pub fn offer(&mut self, bytes: &[u8]) -> usize {
        let room = if self.hears() { self.room_each_way().saturating_sub(self.rx.len()) } else { 0 };
        let taken = bytes.len().min(room);
        bytes.iter().take(taken).for_each(|byte| self.take_in(*byte, 0));
        self.outside.waits_for_room = taken < bytes.len();
        taken
    }

    /// So much time has passed, at this clock.
    pub fn elapse(&mut self, time: Duration, clock: u32) {
        if self.rx.is_empty() {
            return;
        }
        self.idle = self.idle.saturating_add(time);
        let baud = u128::from(self.baud(clock));
        if self.idle.as_nanos() * baud >= TIMEOUT_BITS * Duration::from_secs(1).as_nanos() {
            self.ris |= interrupt::RX_TIMEOUT;
            self.idle = Duration::ZERO;
        }
    }

    fn hears(&self) -> bool {
        self.has(control::ENABLE | control::RECEIVE) && !self.has(control::LOOPBACK)
    }

    fn take_in(&mut self, byte: u8, errors: u16) {
        self.idle = Duration::ZERO;
        if self.rx.len() >= self.room_each_way() {
            self.has_overrun = true;
            self.rsr |= u32::from(data::OVERRUN >> 8);
            self.ris |= interrupt::OVERRUN;
            return;
        }
        // Of a break there is one character, all zero.
        let byte = if errors & data::BREAK != 0 { 0 } else { byte & self.character_mask() };
        self.has_overrun = false;
        self.rx.push_back(u16::from(byte) | errors);
        let kinds =
            [(data::FRAMING, interrupt::FRAMING), (data::PARITY, interrupt::PARITY), (data::BREAK, interrupt::BREAK)];
        for (error, interrupt) in kinds {
            if errors & error != 0 {
                self.ris |= interrupt;
            }
        }
        if self.rx.len() >= self.level(self.ifls >> 3) {
            self.ris |= interrupt::RX;
        }
    }

    fn read_data(&mut self) -> u32 {
        let Some(character) = self.rx.pop_front() else { return 0 };
        let overrun = if self.has_overrun { data::OVERRUN } else { 0 };
        self.rsr = (self.rsr & u32::from(data::OVERRUN >> 8)) | u32::from((character & data::ERRORS) >> 8);
        if self.rx.len() < self.level(self.ifls >> 3) {
            self.ris &= !interrupt::RX;
        }
        if self.rx.is_empty() {
            self.ris &= !interrupt::RX_TIMEOUT;
        }
        self.settle();
        u32::from(character | overrun)
    }
}

/// The transmitter.
impl Registers {
    fn write_data(&mut self, value: u32) {
        if self.tx.len() >= self.room_each_way() {
            return;
        }
        self.tx.push_back(value as u8);
        if self.tx.len() > self.transmit_level() {
            self.ris &= !interrupt::TX;
        }
    }

    /// Takes the next character out of the FIFO, if it can be sent.
    fn shift(&mut self) -> bool {
        if self.shifted.is_some() || !self.sends() {
            return false;
        }
        let Some(byte) = self.tx.pop_front() else { return false };
        self.shifted = Some(byte & self.character_mask());
        // The interrupt is that of passing the level. On a line that takes no time a FIFO is never above it, so each
        // character that leaves has passed it.
        if self.tx.len() <= self.transmit_level() {
            self.ris |= interrupt::TX;
        }
        true
    }

    fn sends(&self) -> bool {
        let is_held = self.has(control::CTS_FLOW) && self.modem_inputs() & flag::CTS == 0;
        self.has(control::ENABLE | control::TRANSMIT) && self.lcr_h & line::BREAK == 0 && !is_held
    }

    fn transmit_level(&self) -> usize {
        if self.lcr_h & line::FIFOS == 0 { 0 } else { self.level(self.ifls) }
    }
}

/// What both have in common.
impl Registers {
    fn has(&self, bits: u32) -> bool {
        self.cr & bits == bits
    }

    fn room_each_way(&self) -> usize {
        if self.lcr_h & line::FIFOS == 0 { 1 } else { self.depth }
    }

    /// How many characters the three bits of `IFLS` stand for.
    fn level(&self, bits: u32) -> usize {
        // What the manual reserves is taken for the last.
        let eighths = [1, 2, 4, 6, 7, 7, 7, 7][bits as usize & 7];
        (self.room_each_way() * eighths / 8).max(1)
    }

    fn character_mask(&self) -> u8 {
        0xff >> (3 - ((self.lcr_h >> line::LENGTH_AT) & 3))
    }

    /// The lines of the modem as the UART sees them: in loopback they are its own outputs.
    fn modem_inputs(&self) -> u32 {
        if !self.has(control::LOOPBACK) {
            return self.modem;
        }
        let loops = [
            (control::RTS, flag::CTS),
            (control::DTR, flag::DSR),
            (control::OUT1, flag::DCD),
            (control::OUT2, flag::RI),
        ];
        let outputs = self.modem_outputs();
        loops.into_iter().filter(|(output, _)| outputs & output != 0).map(|(_, input)| input).sum()
    }

    /// The lines to the modem, as `CR` has them. Request to send is asserted by itself if it says so.
    pub fn modem_outputs(&self) -> u32 {
        let outputs = self.cr & (control::DTR | control::RTS | control::OUT1 | control::OUT2);
        match (self.has(control::RTS_FLOW), self.rx.len() < self.level(self.ifls >> 3)) {
            (false, _) => outputs,
            (true, true) => outputs | control::RTS,
            (true, false) => outputs & !control::RTS,
        }
    }

    /// The lines from the modem, as `FR` shows them.
    pub fn set_modem_inputs(&mut self, asserted: u32) {
        self.modem = asserted & flag::MODEM;
        self.settle();
    }

    /// Does what follows from what has changed, as far as it is inside.
    fn settle(&mut self) {
        self.note_modem();
        let is_looped = self.has(control::LOOPBACK);
        let is_break = is_looped && self.is_breaking();
        if is_break && !std::mem::replace(&mut self.was_looped_break, is_break) && self.has(control::RECEIVE) {
            self.take_in(0, data::BREAK);
        }
        self.was_looped_break = is_break;
        while self.shift() {
            if is_looped
                && let Some(byte) = self.shifted.take()
                && self.has(control::RECEIVE)
            {
                self.take_in(byte, 0);
            }
        }
        // What came in may have changed request to send, which may be looped.
        self.note_modem();
    }

    fn note_modem(&mut self) {
        let inputs = self.modem_inputs();
        let changed = inputs ^ std::mem::replace(&mut self.seen_modem, inputs);
        let kinds = [
            (flag::RI, interrupt::RI),
            (flag::CTS, interrupt::CTS),
            (flag::DCD, interrupt::DCD),
            (flag::DSR, interrupt::DSR),
        ];
        for (line, interrupt) in kinds {
            if changed & line != 0 {
                self.ris |= interrupt;
            }
        }
    }

    fn is_breaking(&self) -> bool {
        self.has(control::ENABLE | control::TRANSMIT) && self.lcr_h & line::BREAK != 0
    }
}

/// The way out.
impl Registers {
    /// What is to happen outside next, if anything is. Nothing more is told until that has [ended](Self::end), so that
    /// all happens in order, whoever does it, and no lock need be held meanwhile.
    pub fn begin(&mut self) -> Option<Output> {
        let (interrupt, is_break) = (self.ris & self.imsc != 0, self.is_breaking() && !self.has(control::LOOPBACK));
        let has_room = self.hears() && self.rx.len() < self.room_each_way();
        let outside = &mut self.outside;
        let output = match self.shifted {
            _ if outside.is_told => return None,
            _ if outside.interrupt != interrupt => Output::Interrupt(interrupt),
            _ if outside.is_break != is_break => Output::Break(is_break),
            _ if outside.waits_for_room && has_room => Output::Room,
            Some(byte) if !outside.is_full => Output::Byte(byte),
            _ => return None,
        };
        outside.is_told = true;
        outside.has_resumed = false;
        outside.is_sent = matches!(output, Output::Byte(_));
        outside.waits_for_room &= output != Output::Room;
        Some(output)
    }

    /// It has happened; `false` for a character that the outside does not take now.
    pub fn end(&mut self, output: Output, is_taken: bool) {
        let outside = &mut self.outside;
        outside.is_told = false;
        match output {
            Output::Interrupt(level) => outside.interrupt = level,
            Output::Break(is_break) => outside.is_break = is_break,
            // A reset meanwhile has taken it away.
            Output::Byte(_) if outside.is_sent && is_taken => self.shifted = None,
            Output::Byte(_) => outside.is_full = !is_taken && !outside.has_resumed,
            Output::Room => {}
        }
        self.settle();
    }

    /// The outside takes characters again.
    pub fn resume(&mut self) {
        (self.outside.is_full, self.outside.has_resumed) = (false, true);
    }
}
