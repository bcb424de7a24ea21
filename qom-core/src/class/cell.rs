//! Where a type keeps its class once it is made, and how it is made exactly once.

use super::lock::MakingLock;
use crate::error::{Error, Result};
use crate::sync::Once;

/// A value that is made on first use.
pub(crate) struct LazyCell<T> {
    value: Once<T>,
}

impl<T: Copy> LazyCell<T> {
    pub(crate) const fn new() -> Self {
        Self { value: Once::new() }
    }

    #[inline]
    pub(crate) fn get(&self) -> Option<T> {
        self.value.get()
    }

    /// The value, made by `make` if no thread has made it yet. One that fails or panics leaves the cell empty for
    /// the next. `recursion` is the answer if `make` asks for the value it is making.
    pub(super) fn get_or_make(
        &self,
        lock: &MakingLock,
        make: impl FnOnce() -> Result<T>,
        recursion: impl FnOnce() -> Error,
    ) -> Result<T> {
        let entered = lock.enter();
        if let Some(value) = self.get() {
            return Ok(value);
        }
        let Some(_making) = entered.begin(std::ptr::from_ref(self).addr()) else { return Err(recursion()) };
        let value = make()?;
        self.value.set(value);
        Ok(value)
    }
}
