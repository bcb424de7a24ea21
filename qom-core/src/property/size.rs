//! [`Size`], a number of bytes.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use super::text::{self, NoNumber};
use super::value::{Cell, PropertyValue};
use crate::types::{FromValue, Input, Refusal, Value};

/// A number of bytes, QOM's `size`: in texts it may have a suffix, `64M`, of the binary kind, from `K` to `E`.
///
/// ```
/// use qom_core::prelude::*;
///
/// #[qom_type]
/// pub struct Memory {
///     #[property(default = Size::MIB * 64)]
///     size: Prop<Size>,
/// }
///
/// let memory = Memory::new();
/// memory.set_from_str("size", "1.5G")?;
/// assert_eq!(memory.size.get().bytes(), 3 << 29);
/// memory.set("size", 4096)?;
/// assert!(memory.set("size", "4K").is_err());      // programs give numbers
/// # Ok::<(), Error>(())
/// ```
#[doc(alias("DEFINE_PROP_SIZE", "DEFINE_PROP_SIZE32", "DEFINE_PROP_BLOCKSIZE"))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Size(u64);

impl Size {
    /// 1024 bytes.
    pub const KIB: Self = Self(1 << 10);
    /// 1024 KiB.
    pub const MIB: Self = Self(1 << 20);
    /// 1024 MiB.
    pub const GIB: Self = Self(1 << 30);

    /// This many bytes.
    pub const fn new(bytes: u64) -> Self {
        Self(bytes)
    }

    /// How many bytes it is.
    pub const fn bytes(self) -> u64 {
        self.0
    }
}

/// Stops at the largest there is.
impl std::ops::Mul<u64> for Size {
    type Output = Self;

    fn mul(self, times: u64) -> Self {
        Self(self.0.saturating_mul(times))
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<Size> for Value {
    fn from(size: Size) -> Self {
        size.0.into()
    }
}

impl FromValue for Size {
    fn from_value(value: Value) -> Result<Self, Refusal> {
        u64::from_value(value).map(Self)
    }
}

impl Cell<Size> for AtomicU64 {
    fn holding(value: Size) -> Self {
        Self::new(value.0)
    }

    fn get(&self) -> Size {
        Size(self.load(Ordering::Acquire))
    }

    fn set(&self, value: Size) {
        self.store(value.0, Ordering::Release);
    }
}

#[diagnostic::do_not_recommend]
impl PropertyValue for Size {
    type Cell = AtomicU64;

    fn type_name() -> String {
        "size".to_owned()
    }

    fn into_value(self) -> Value {
        self.into()
    }

    fn from_input(input: Input<'_>) -> Result<Self, Refusal> {
        match input {
            Input::Value(value) => Self::from_value(value),
            Input::Text(text) => text::size(text).map(Self).map_err(|why| match why {
                NoNumber::Wrong => Refusal::value("a non-negative number below 2^64"),
                NoNumber::TooLarge => Refusal::TooLarge(text.to_owned()),
            }),
            Input::KeyVal(text) => text::size(text).map(Self).map_err(|_| Refusal::value("size")),
            Input::KeyVals(_) | Input::KeyTree(_) => Err(Refusal::Parts),
        }
    }
}
