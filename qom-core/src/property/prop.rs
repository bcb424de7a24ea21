//! [`Prop`], a property's value as a field.

use std::fmt;
use std::marker::PhantomData;
use std::sync::atomic::{
    AtomicBool, AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicU8, AtomicU16, AtomicU32, AtomicU64, Ordering,
};
use std::sync::{PoisonError, RwLock};

use super::text;
use crate::types::{Accessible, FromValue, Input, Refusal, Value};

/// A type that a property can have.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the value of a property",
    note = "a property is a `Prop` of `bool`, `u8` to `u64`, `i8` to `i64`, or `String`"
)]
pub trait PropertyValue: FromValue + Into<Value> + Clone + fmt::Display + 'static {
    /// Holds a value that any thread may read or replace.
    #[doc(hidden)]
    type Cell: Send + Sync + 'static;

    /// The type's name as QOM writes it.
    const TYPE_NAME: &'static str;

    #[doc(hidden)]
    fn into_cell(self) -> Self::Cell;

    #[doc(hidden)]
    fn load(cell: &Self::Cell) -> Self;

    #[doc(hidden)]
    fn store(self, cell: &Self::Cell);

    #[doc(hidden)]
    fn from_input(input: Input<'_>) -> Result<Self, Refusal>;
}

macro_rules! atomic_values {
    ($($value:ident $cell:ident $name:literal $from_input:expr),* $(,)?) => {
        $(#[diagnostic::do_not_recommend]
        impl PropertyValue for $value {
            type Cell = $cell;
            const TYPE_NAME: &'static str = $name;

            fn into_cell(self) -> $cell {
                $cell::new(self)
            }

            #[inline]
            fn load(cell: &$cell) -> Self {
                // Acquire and Release: who reads a value sees what its writer did before.
                cell.load(Ordering::Acquire)
            }

            #[inline]
            fn store(self, cell: &$cell) {
                cell.store(self, Ordering::Release);
            }

            #[inline]
            fn from_input(input: Input<'_>) -> Result<Self, Refusal> {
                $from_input(input)
            }
        })*
    };
}

atomic_values! {
    bool AtomicBool "bool" text::bool,
    u8 AtomicU8 "uint8" text::integer, u16 AtomicU16 "uint16" text::integer,
    u32 AtomicU32 "uint32" text::integer, u64 AtomicU64 "uint64" text::integer,
    i8 AtomicI8 "int8" text::integer, i16 AtomicI16 "int16" text::integer,
    i32 AtomicI32 "int32" text::integer, i64 AtomicI64 "int64" text::integer,
}

#[diagnostic::do_not_recommend]
impl PropertyValue for String {
    type Cell = RwLock<String>;
    const TYPE_NAME: &'static str = "string";

    fn into_cell(self) -> RwLock<String> {
        RwLock::new(self)
    }

    fn load(cell: &RwLock<String>) -> Self {
        cell.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn store(self, cell: &RwLock<String>) {
        *cell.write().unwrap_or_else(PoisonError::into_inner) = self;
    }

    fn from_input(input: Input<'_>) -> Result<Self, Refusal> {
        match input {
            Input::Value(value) => Self::from_value(value),
            Input::Text(text) | Input::KeyVal(text) => Ok(text.to_owned()),
        }
    }
}

/// The value of a property, as a field of the type that has the property. Any thread may read or replace it.
///
/// A `#[property]` field starts with its `default`, or else with the type's [`Default`].
///
/// ```
/// use qom_core::prelude::*;
///
/// #[qom_type]
/// pub struct Timer {
///     /// Frequency in Hz.
///     #[property(default = 24_000_000)]
///     clk_freq: Prop<u32>,
/// }
///
/// let timer = Timer::new();
/// assert_eq!(timer.clk_freq.get(), 24_000_000);
/// timer.clk_freq.set(48_000_000);
///
/// let property = &timer.class().type_info().properties()[0];
/// assert_eq!(property.name(), "clk-freq");
/// assert_eq!(property.type_name(), "uint32");
/// assert_eq!(property.default().as_deref(), Some("24000000"));
/// assert_eq!(timer.get::<u32>("clk-freq").unwrap(), 48_000_000);
/// ```
pub struct Prop<T: PropertyValue> {
    cell: T::Cell,
    // Last, and of a size known for every `T`: else a `T` that is no value is an error wherever a type with such a
    // field is used.
    _value: PhantomData<T>,
}

impl<T: PropertyValue> Prop<T> {
    /// A property with this value.
    pub fn new(value: T) -> Self {
        Self { cell: value.into_cell(), _value: PhantomData }
    }

    /// The value.
    #[inline]
    pub fn get(&self) -> T {
        T::load(&self.cell)
    }

    /// Replaces the value.
    #[inline]
    pub fn set(&self, value: T) {
        value.store(&self.cell);
    }
}

impl<T: PropertyValue> fmt::Debug for Prop<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.get(), f)
    }
}

/// The type of a field that `#[property]` can stand on.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a `#[property]` field cannot be a `{Self}`",
    label = "not a `Prop`",
    note = "write `Prop<..>` around the value's type"
)]
pub trait PropertyField: Sized {
    type Value: PropertyValue;

    fn with_default(value: Self::Value) -> Self;

    fn type_name() -> String {
        Self::Value::TYPE_NAME.to_owned()
    }

    fn accessible(&self) -> &dyn Accessible;

    /// A default, as others see it.
    fn shown(value: Self::Value) -> Value {
        value.into()
    }
}

impl<T: PropertyValue> PropertyField for Prop<T> {
    type Value = T;

    fn with_default(value: T) -> Self {
        Self::new(value)
    }

    #[inline]
    fn accessible(&self) -> &dyn Accessible {
        self
    }
}

impl<T: PropertyValue> Accessible for Prop<T> {
    fn read(&self) -> Value {
        self.get().into()
    }

    fn write(&self, input: Input<'_>) -> Result<(), Refusal> {
        self.set(T::from_input(input)?);
        Ok(())
    }
}
