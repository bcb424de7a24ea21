//! What a UART is connected to: a character device, and an interrupt line; and the simplest of each.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use qom_core::prelude::*;

/// What takes characters of a serial port, and has some for it: a terminal, a socket, a log.
///
/// QOM: `chardev`.
#[qom_interface(Chardev)]
pub trait ChardevImpl {
    /// A port comes to use it. One at a time does.
    ///
    /// QOM: `qemu_chr_fe_init`.
    fn attach(this: &Self, frontend: WeakObj<CharFrontend>) -> Result<()>;
    /// The port no longer uses it.
    ///
    /// QOM: `qemu_chr_fe_deinit`.
    fn detach(this: &Self);
    /// Takes a character, or does not now: then it [tells the port](CharFrontendImpl::resume) when it does again.
    ///
    /// QOM: `qemu_chr_fe_write`.
    fn put(this: &Self, byte: u8) -> bool;
    /// The line is held low, or no longer.
    fn set_break(this: &Self, is_break: bool) {
        let _ = (this, is_break);
    }
    /// The port has room again for what it refused.
    ///
    /// QOM: `qemu_chr_fe_accept_input`.
    fn accept_input(this: &Self) {
        let _ = this;
    }
}

/// A serial port, as what is at the other end of its line sees it.
///
/// QOM: the handlers of a `CharBackend`.
#[qom_interface(CharFrontend)]
pub trait CharFrontendImpl {
    /// Characters come; how many of them were taken.
    fn receive(this: &Self, bytes: &[u8]) -> usize;
    /// A character may be sent again.
    fn resume(this: &Self);
}

/// Where an interrupt goes.
///
/// QOM: `irq`.
#[qom_interface(IrqLine)]
pub trait IrqLineImpl {
    /// It has this level now.
    ///
    /// QOM: `qemu_set_irq`.
    fn set_level(this: &Self, level: bool);
}

/// A character device that keeps what it gets, until somebody takes it.
///
/// QOM: `chardev-ringbuf`, which loses the oldest when it is full.
#[qom_type(name = "char-recorder", interfaces = [Chardev, UserCreatable])]
pub struct Recorder {
    /// How many characters there is room for; 0 for any number.
    #[property(default = 0)]
    limit: Prop<u32>,
    state: Mutex<Recorded>,
}

#[derive(Default)]
struct Recorded {
    frontend: Option<WeakObj<CharFrontend>>,
    bytes: Vec<u8>,
    is_break: bool,
    /// What the port has not taken yet.
    input: VecDeque<u8>,
}

impl UserCreatableImpl for Recorder {}

impl ChardevImpl for Recorder {
    fn attach(this: &Self, frontend: WeakObj<CharFrontend>) -> Result<()> {
        let mut state = this.lock();
        ensure!(state.frontend.is_none(), "the character device is in use");
        state.frontend = Some(frontend);
        Ok(())
    }
    fn detach(this: &Self) {
        this.lock().frontend = None;
    }
    fn put(this: &Self, byte: u8) -> bool {
        let (limit, mut state) = (this.limit.get() as usize, this.lock());
        let takes = limit == 0 || state.bytes.len() < limit;
        if takes {
            state.bytes.push(byte);
        }
        takes
    }
    fn set_break(this: &Self, is_break: bool) {
        this.lock().is_break = is_break;
    }
    fn accept_input(this: &Self) {
        this.feed();
    }
}

impl Recorder {
    /// What came since it was last asked, which makes room.
    pub fn take(&self) -> Vec<u8> {
        let (bytes, frontend) = {
            let mut state = self.lock();
            (std::mem::take(&mut state.bytes), state.frontend.clone())
        };
        if let Some(frontend) = frontend.and_then(|frontend| frontend.upgrade()) {
            frontend.resume();
        }
        bytes
    }

    /// Sends characters to the port, at once or when it takes them.
    pub fn send(&self, bytes: &[u8]) {
        self.lock().input.extend(bytes);
        self.feed();
    }

    /// Whether the line is held low.
    pub fn is_break(&self) -> bool {
        self.lock().is_break
    }

    fn feed(&self) {
        let (bytes, frontend) = {
            let mut state = self.lock();
            (std::mem::take(&mut state.input), state.frontend.clone())
        };
        let bytes = Vec::from(bytes);
        let taken = frontend.and_then(|frontend| frontend.upgrade()).map_or(0, |frontend| frontend.receive(&bytes));
        let mut state = self.lock();
        bytes.iter().skip(taken).rev().for_each(|byte| state.input.push_front(*byte));
    }

    fn lock(&self) -> MutexGuard<'_, Recorded> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An interrupt line that leads nowhere: it can be looked at.
#[qom_type(interfaces = [IrqLine])]
pub struct IrqPin {
    level: AtomicBool,
    rises: AtomicUsize,
}

impl IrqLineImpl for IrqPin {
    fn set_level(this: &Self, level: bool) {
        if level && !this.level.swap(level, Ordering::AcqRel) {
            this.rises.fetch_add(1, Ordering::AcqRel);
        }
        this.level.store(level, Ordering::Release);
    }
}

#[qom_properties]
impl IrqPin {
    /// Whether it is raised.
    #[getter]
    pub fn level(&self) -> bool {
        self.level.load(Ordering::Acquire)
    }
    /// How often it was raised.
    #[getter]
    pub fn rises(&self) -> u64 {
        self.rises.load(Ordering::Acquire) as u64
    }
}
