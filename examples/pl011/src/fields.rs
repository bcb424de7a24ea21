//! Where the registers of the PL011 are, and what their bits mean, after the manual of the PrimeCell UART (ARM DDI 0183).

/// What the manual calls `UARTDR` and so on, as offsets from the base of the device.
pub mod offset {
    /// Data: what is written is sent, what is read was received, with its [errors](super::data).
    pub const DR: u64 = 0x000;
    /// Status of what was received; a write of anything clears it (`UARTECR`).
    pub const RSR: u64 = 0x004;
    /// Flags.
    pub const FR: u64 = 0x018;
    /// Divisor of the clock in low-power infrared mode.
    pub const ILPR: u64 = 0x020;
    /// Divisor of the baud rate, whole part.
    pub const IBRD: u64 = 0x024;
    /// Divisor of the baud rate, 64ths.
    pub const FBRD: u64 = 0x028;
    /// Line control; a write makes a new divisor count.
    pub const LCR_H: u64 = 0x02c;
    /// Control.
    pub const CR: u64 = 0x030;
    /// Levels of the FIFOs at which they interrupt.
    pub const IFLS: u64 = 0x034;
    /// Which interrupts go out: a bit that is set lets its interrupt pass.
    pub const IMSC: u64 = 0x038;
    /// Interrupts, whether they go out or not.
    pub const RIS: u64 = 0x03c;
    /// Interrupts that go out.
    pub const MIS: u64 = 0x040;
    /// Clears the interrupts whose bits are written.
    pub const ICR: u64 = 0x044;
    /// Control of DMA.
    pub const DMACR: u64 = 0x048;
    /// The first of the eight registers that say what the device is, a byte each.
    pub const ID: u64 = 0xfe0;
}

/// Errors beside a character in `DR`; the same bits moved down by eight are `RSR`.
pub mod data {
    /// The stop bit was missing.
    pub const FRAMING: u16 = 1 << 8;
    /// The parity was wrong.
    pub const PARITY: u16 = 1 << 9;
    /// The line was low for longer than a character.
    pub const BREAK: u16 = 1 << 10;
    /// There was no room for a character before.
    pub const OVERRUN: u16 = 1 << 11;
    /// Those that belong to one character.
    pub const ERRORS: u16 = FRAMING | PARITY | BREAK;
}

/// Bits of `FR`. The lines of the modem are set while they are asserted.
pub mod flag {
    /// Clear to send.
    pub const CTS: u32 = 1 << 0;
    /// Data set ready.
    pub const DSR: u32 = 1 << 1;
    /// Data carrier detected.
    pub const DCD: u32 = 1 << 2;
    /// Something is being sent, or waits for it.
    pub const BUSY: u32 = 1 << 3;
    /// Nothing was received.
    pub const RXFE: u32 = 1 << 4;
    /// There is no room for what is to be sent.
    pub const TXFF: u32 = 1 << 5;
    /// There is no room for what is received.
    pub const RXFF: u32 = 1 << 6;
    /// Nothing waits to be sent.
    pub const TXFE: u32 = 1 << 7;
    /// Ring indicator.
    pub const RI: u32 = 1 << 8;
    /// The lines of the modem.
    pub const MODEM: u32 = CTS | DSR | DCD | RI;
}

/// Bits of `LCR_H`.
pub mod line {
    /// The line is held low.
    pub const BREAK: u32 = 1 << 0;
    /// The FIFOs are used; else there is room for one character each way.
    pub const FIFOS: u32 = 1 << 4;
    /// Where the number of bits of a character is, less five.
    pub const LENGTH_AT: u32 = 5;
}

/// Bits of `CR`.
pub mod control {
    /// The UART works.
    pub const ENABLE: u32 = 1 << 0;
    /// What is sent is received.
    pub const LOOPBACK: u32 = 1 << 7;
    /// It sends.
    pub const TRANSMIT: u32 = 1 << 8;
    /// It receives.
    pub const RECEIVE: u32 = 1 << 9;
    /// Data terminal ready.
    pub const DTR: u32 = 1 << 10;
    /// Request to send.
    pub const RTS: u32 = 1 << 11;
    /// An output that is a carrier detect if the UART is the modem.
    pub const OUT1: u32 = 1 << 12;
    /// An output that is a ring indicator if the UART is the modem.
    pub const OUT2: u32 = 1 << 13;
    /// Request to send is asserted while there is room.
    pub const RTS_FLOW: u32 = 1 << 14;
    /// Nothing is sent unless clear to send is asserted.
    pub const CTS_FLOW: u32 = 1 << 15;
    /// Those that are there.
    pub const ALL: u32 = 0xff87;
    /// What it starts with: it would send and receive if it worked.
    pub const RESET: u32 = TRANSMIT | RECEIVE;
}

/// Bits of `IMSC`, `RIS`, `MIS` and `ICR`.
pub mod interrupt {
    /// The ring indicator has changed.
    pub const RI: u32 = 1 << 0;
    /// Clear to send has changed.
    pub const CTS: u32 = 1 << 1;
    /// Carrier detect has changed.
    pub const DCD: u32 = 1 << 2;
    /// Data set ready has changed.
    pub const DSR: u32 = 1 << 3;
    /// So much was received as `IFLS` says.
    pub const RX: u32 = 1 << 4;
    /// So much was sent as `IFLS` says.
    pub const TX: u32 = 1 << 5;
    /// What was received waits, and nothing came for the time of 32 bits.
    pub const RX_TIMEOUT: u32 = 1 << 6;
    /// A character without a stop bit.
    pub const FRAMING: u32 = 1 << 7;
    /// A character of wrong parity.
    pub const PARITY: u32 = 1 << 8;
    /// A break.
    pub const BREAK: u32 = 1 << 9;
    /// A character for which there was no room.
    pub const OVERRUN: u32 = 1 << 10;
    /// All.
    pub const ALL: u32 = 0x7ff;
}
