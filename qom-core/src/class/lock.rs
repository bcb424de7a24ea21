//! The one lock under which classes are made: reentrant, since making a class makes its parents and runs
//! `class_init`, and aware of what is being made, so that a circle is an error and not a hang.

use std::sync::{OnceLock, PoisonError};

use crate::sync::{Condvar, Mutex, MutexGuard, ThreadId, thread};

/// See the module.
pub(super) struct MakingLock {
    state: Mutex<State>,
    freed: Condvar,
}

#[derive(Default)]
struct State {
    owner: Option<ThreadId>,
    entries: usize,
    /// What the owner is making, by address, outermost first.
    making: Vec<usize>,
}

impl MakingLock {
    pub(super) fn new() -> Self {
        Self { state: Mutex::new(State::default()), freed: Condvar::new() }
    }

    /// The lock of the process.
    pub(super) fn global() -> &'static Self {
        static GLOBAL: OnceLock<MakingLock> = OnceLock::new();
        GLOBAL.get_or_init(Self::new)
    }

    /// Waits until no other thread makes classes.
    pub(super) fn enter(&self) -> Entered<'_> {
        let me = thread::current().id();
        let mut state = self.lock();
        while state.owner.is_some_and(|owner| owner != me) {
            state = self.freed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.owner = Some(me);
        state.entries += 1;
        Entered { lock: self }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // `state` is never left half-changed, so a panic elsewhere does not matter.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The lock is held.
pub(super) struct Entered<'l> {
    lock: &'l MakingLock,
}

impl<'l> Entered<'l> {
    /// Notes that this thread makes the class whose cell is at `address`; `None` if it is at it already.
    pub(super) fn begin(&self, address: usize) -> Option<Making<'l>> {
        let mut state = self.lock.lock();
        if state.making.contains(&address) {
            return None;
        }
        state.making.push(address);
        Some(Making { lock: self.lock })
    }
}

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        let mut state = self.lock.lock();
        state.entries -= 1;
        if state.entries == 0 {
            state.owner = None;
            self.lock.freed.notify_one();
        }
    }
}

/// A class is being made, until this goes, by a panic too.
pub(super) struct Making<'l> {
    lock: &'l MakingLock,
}

impl Drop for Making<'_> {
    fn drop(&mut self) {
        self.lock.lock().making.pop();
    }
}
