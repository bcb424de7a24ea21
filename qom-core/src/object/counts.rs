//! The strong and weak count of an object: the protocol of `std::sync::Arc`, kept apart so that loom can try
//! every interleaving of it.

use crate::sync::{AtomicUsize, Ordering};

/// Beyond this many handles the process is stopped, as `Arc` does: only leaking handles in a loop gets there, and
/// letting the count wrap would free an object in use.
const MAX: usize = isize::MAX as usize;

/// The counts of one object. All strong handles together hold one weak count, so that the storage outlives the
/// object's last destructor.
pub(crate) struct Counts {
    strong: AtomicUsize,
    weak: AtomicUsize,
}

impl Counts {
    /// The counts of an object that one handle owns.
    pub(crate) fn new() -> Self {
        Self { strong: AtomicUsize::new(1), weak: AtomicUsize::new(1) }
    }

    /// One more strong handle, made from an existing one.
    #[inline]
    pub(crate) fn acquire(&self) {
        // Relaxed: the caller already holds a handle, so nothing has to be made visible to it.
        if self.strong.fetch_add(1, Ordering::Relaxed) > MAX {
            std::process::abort();
        }
    }

    /// One more strong handle if the object is not dying or dead. A count that reached zero never rises again.
    #[inline]
    pub(crate) fn try_acquire(&self) -> bool {
        let mut seen = self.strong.load(Ordering::Relaxed);
        loop {
            if seen == 0 {
                return false;
            }
            if seen > MAX {
                std::process::abort();
            }
            // Acquire pairs with the Release in `release`: what other handles did before they went is visible.
            match self.strong.compare_exchange_weak(seen, seen + 1, Ordering::Acquire, Ordering::Relaxed) {
                Ok(_) => return true,
                Err(now) => seen = now,
            }
        }
    }

    /// One strong handle fewer. `true`: it was the last, and the caller alone may now destroy the object.
    #[inline]
    pub(crate) fn release(&self) -> bool {
        // Release: what this handle did happens before the destruction by whichever handle is last.
        if self.strong.fetch_sub(1, Ordering::Release) != 1 {
            return false;
        }
        // Acquire pairs with every Release above. A load and not a fence, which ThreadSanitizer does not know.
        self.strong.load(Ordering::Acquire);
        true
    }

    /// One more weak handle, made from an existing handle of either kind.
    #[inline]
    pub(crate) fn acquire_weak(&self) {
        // Relaxed: as in `acquire`.
        if self.weak.fetch_add(1, Ordering::Relaxed) > MAX {
            std::process::abort();
        }
    }

    /// One weak handle fewer. `true`: it was the last, and the caller alone may now free the storage.
    #[inline]
    pub(crate) fn release_weak(&self) -> bool {
        // Release and Acquire: as in `release`, for the storage instead of the object.
        if self.weak.fetch_sub(1, Ordering::Release) != 1 {
            return false;
        }
        self.weak.load(Ordering::Acquire);
        true
    }

    /// The weak count of the strong handles goes, after the last of them. `true`: it was the last of all.
    #[inline]
    pub(crate) fn release_shared_weak(&self) -> bool {
        // If it is the only one nobody else can make another, and the write can be saved. Acquire: as in
        // `release_weak`.
        self.weak.load(Ordering::Acquire) == 1 || self.release_weak()
    }

    /// How many strong handles there are at this moment.
    pub(crate) fn strong(&self) -> usize {
        self.strong.load(Ordering::Relaxed)
    }

    /// Marks an object that no handle ever reached as dying, so that its destructors cannot hand out one.
    pub(crate) fn condemn(&self) {
        // Relaxed: the object is still private to its builder.
        self.strong.store(0, Ordering::Relaxed);
    }
}
