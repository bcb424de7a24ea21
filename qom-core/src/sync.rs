//! The synchronisation primitives of the runtime's own protocols, switched to loom's when its models are built
//! (`--cfg loom`).

#[cfg(not(loom))]
pub(crate) use std::{
    sync::atomic::{AtomicPtr, AtomicUsize, Ordering},
    sync::{Condvar, Mutex, MutexGuard},
    thread::{self, ThreadId},
};

#[cfg(loom)]
pub(crate) use loom::{
    sync::atomic::{AtomicPtr, AtomicUsize, Ordering},
    sync::{Condvar, Mutex, MutexGuard},
    thread::{self, ThreadId},
};

/// A value that is set once and then read without a lock.
#[cfg(not(loom))]
pub(crate) struct Once<T>(std::sync::OnceLock<T>);

#[cfg(not(loom))]
impl<T: Copy> Once<T> {
    pub(crate) const fn new() -> Self {
        Self(std::sync::OnceLock::new())
    }

    #[inline]
    pub(crate) fn get(&self) -> Option<T> {
        self.0.get().copied()
    }

    /// Sets it, unless it is set.
    pub(crate) fn set(&self, value: T) {
        let _ = self.0.set(value);
    }
}

/// Loom has no `OnceLock`; what it models of ours is who gets to set it.
#[cfg(loom)]
pub(crate) struct Once<T>(std::sync::OnceLock<Mutex<Option<T>>>);

#[cfg(loom)]
impl<T: Copy> Once<T> {
    pub(crate) const fn new() -> Self {
        Self(std::sync::OnceLock::new())
    }

    fn slot(&self) -> MutexGuard<'_, Option<T>> {
        self.0.get_or_init(|| Mutex::new(None)).lock().unwrap()
    }

    pub(crate) fn get(&self) -> Option<T> {
        *self.slot()
    }

    pub(crate) fn set(&self, value: T) {
        self.slot().get_or_insert(value);
    }
}

/// Locks what no model of loom looks at. A lock whose holder panicked is as good as any other: what is behind the runtime's
/// is whole between statements.
#[inline]
pub(crate) fn lock<T>(mutex: &std::sync::Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Lets others go on: what is waited for takes them a few instructions.
#[cold]
pub(crate) fn yield_now() {
    thread::yield_now();
}
