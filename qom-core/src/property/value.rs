//! [`PropertyValue`], the types that a property can have, and the simplest of them.

use std::fmt;
use std::sync::atomic::{
    AtomicBool, AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicU8, AtomicU16, AtomicU32, AtomicU64, Ordering,
};
use std::sync::{Arc, PoisonError, RwLock};

use super::text;
use crate::types::{Accessible, BitsKind, FromValue, Input, MemberDescription, Refusal, Shape, Value, held};

/// A type that a property can have.
///
/// `bool`, the integers of 8 to 64 bits, `f64`, [`Size`](super::Size), `String`, enums with
/// [`#[derive(QomEnum)]`](macro@crate::QomEnum), structures that serde reads and writes
/// in a `Struct`, and `Option`s and `Vec`s of these.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the value of a property",
    note = "a property is a `Prop` of `bool`, `u8` to `u64`, `i8` to `i64`, `f64`, `Size`, `String`, an enum with `#[derive(QomEnum)]`, a `Struct` of a type with serde's `Serialize` and `Deserialize`, and `Clone`, or an `Option` or `Vec` of one"
)]
pub trait PropertyValue: FromValue + Clone + 'static {
    /// Holds a value that any thread may read or replace.
    #[doc(hidden)]
    type Cell: Cell<Self>;

    /// The type's name as QOM writes it.
    fn type_name() -> String;

    /// What its values are made of.
    #[doc(hidden)]
    fn shape() -> Shape {
        Shape::default()
    }

    /// As others see it.
    #[doc(hidden)]
    fn into_value(self) -> Value;

    /// The same of types whose values may have no form that others could see.
    #[doc(hidden)]
    fn try_into_value(self) -> Result<Value, Refusal> {
        Ok(self.into_value())
    }

    #[doc(hidden)]
    fn from_input(input: Input<'_>) -> Result<Self, Refusal>;

    /// Whether a value can be more than what others see of it, so that it must not go through a [`Value`].
    #[doc(hidden)]
    const IS_MORE_THAN_SHOWN: bool = false;

    /// Which of the types of at most 64 bits it is.
    #[doc(hidden)]
    const BITS_KIND: Option<BitsKind> = None;

    #[doc(hidden)]
    fn to_bits(&self) -> u64 {
        0
    }

    #[doc(hidden)]
    fn from_bits(_: u64) -> Option<Self> {
        None
    }

    /// A list of values from a text by itself: only numbers have a way to write one.
    #[doc(hidden)]
    fn list_from_text(_: &str) -> Result<Vec<Self>, Refusal> {
        Err(Refusal::expected("array"))
    }
}

/// What a value is held in.
#[doc(hidden)]
pub trait Cell<T>: Send + Sync + 'static {
    fn holding(value: T) -> Self;

    fn get(&self) -> T;

    fn set(&self, value: T);
}

macro_rules! atomic_values {
    ($($value:ident $cell:ident $kind:ident $name:literal $from_input:path, $list:path;)*) => {
        $(#[diagnostic::do_not_recommend]
        impl PropertyValue for $value {
            type Cell = $cell;
            const BITS_KIND: Option<BitsKind> = Some(BitsKind::$kind);

            fn type_name() -> String {
                $name.to_owned()
            }

            #[inline]
            fn into_value(self) -> Value {
                self.into()
            }

            #[inline]
            fn from_input(input: Input<'_>) -> Result<Self, Refusal> {
                $from_input(input)
            }

            fn list_from_text(text: &str) -> Result<Vec<Self>, Refusal> {
                $list(text)
            }

            // Back and forth it is the same.
            #[inline]
            #[allow(clippy::cast_lossless, reason = "`bool` too")]
            fn to_bits(&self) -> u64 {
                *self as u64
            }

            #[inline]
            fn from_bits(bits: u64) -> Option<Self> {
                Some(atomic_values!(@from_bits $value bits))
            }
        }

        impl Cell<$value> for $cell {
            fn holding(value: $value) -> Self {
                Self::new(value)
            }

            #[inline]
            fn get(&self) -> $value {
                // Acquire and Release: who reads a value sees what its writer did before.
                self.load(Ordering::Acquire)
            }

            #[inline]
            fn set(&self, value: $value) {
                self.store(value, Ordering::Release);
            }
        })*
    };
    (@from_bits bool $bits:ident) => { $bits != 0 };
    (@from_bits $value:ident $bits:ident) => { $bits as $value };
}

atomic_values! {
    bool AtomicBool Bool "bool" text::bool, text::no_list;
    u8 AtomicU8 U8 "uint8" text::integer, text::ranges;
    u16 AtomicU16 U16 "uint16" text::integer, text::ranges;
    u32 AtomicU32 U32 "uint32" text::integer, text::ranges;
    u64 AtomicU64 U64 "uint64" text::integer, text::ranges;
    i8 AtomicI8 I8 "int8" text::integer, text::ranges;
    i16 AtomicI16 I16 "int16" text::integer, text::ranges;
    i32 AtomicI32 I32 "int32" text::integer, text::ranges;
    i64 AtomicI64 I64 "int64" text::integer, text::ranges;
}

#[diagnostic::do_not_recommend]
impl PropertyValue for f64 {
    type Cell = AtomicU64;
    const BITS_KIND: Option<BitsKind> = Some(BitsKind::F64);

    fn type_name() -> String {
        "number".to_owned()
    }

    fn into_value(self) -> Value {
        self.into()
    }

    fn from_input(input: Input<'_>) -> Result<Self, Refusal> {
        text::number(input)
    }

    fn to_bits(&self) -> u64 {
        f64::to_bits(*self)
    }

    /// Others are refused, like texts of them.
    fn from_bits(bits: u64) -> Option<Self> {
        Some(f64::from_bits(bits)).filter(|number| number.is_finite())
    }
}

impl Cell<f64> for AtomicU64 {
    fn holding(value: f64) -> Self {
        Self::new(value.to_bits())
    }

    fn get(&self) -> f64 {
        f64::from_bits(self.load(Ordering::Acquire))
    }

    fn set(&self, value: f64) {
        self.store(value.to_bits(), Ordering::Release);
    }
}

#[diagnostic::do_not_recommend]
impl PropertyValue for String {
    type Cell = Locked<String>;

    fn type_name() -> String {
        "string".to_owned()
    }

    fn into_value(self) -> Value {
        self.into()
    }

    fn from_input(input: Input<'_>) -> Result<Self, Refusal> {
        match input {
            Input::Value(value) => Self::from_value(value),
            Input::Text(text) | Input::KeyVal(text) => Ok(text.to_owned()),
            Input::KeyVals(_) | Input::KeyTree(_) => Err(Refusal::Parts),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: PropertyValue + Send + Sync> PropertyValue for Option<T> {
    type Cell = Locked<Self>;
    const IS_MORE_THAN_SHOWN: bool = T::IS_MORE_THAN_SHOWN;

    fn type_name() -> String {
        T::type_name()
    }

    fn shape() -> Shape {
        T::shape()
    }

    fn into_value(self) -> Value {
        self.map_or(Value::Null, T::into_value)
    }

    fn try_into_value(self) -> Result<Value, Refusal> {
        self.map_or(Ok(Value::Null), T::try_into_value)
    }

    /// Nothing stands for none.
    fn from_input(input: Input<'_>) -> Result<Self, Refusal> {
        match input {
            Input::Value(Value::Null) | Input::Text("") | Input::KeyVal("") => Ok(None),
            other => T::from_input(other).map(Some),
        }
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_field(field: &dyn Accessible) -> Option<Self> {
        held(field)
    }

    fn from_value(value: Value) -> Result<Self, Refusal> {
        match value {
            Value::Null => Ok(None),
            other => T::from_value(other).map(Some),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: PropertyValue + Send + Sync> PropertyValue for Vec<T> {
    type Cell = Locked<Self>;
    const IS_MORE_THAN_SHOWN: bool = T::IS_MORE_THAN_SHOWN;

    fn type_name() -> String {
        "list".to_owned()
    }

    fn shape() -> Shape {
        let Shape { choices, members } = T::shape();
        if members.is_empty() {
            return Shape { choices, members };
        }
        let type_name = T::type_name();
        let element = MemberDescription { name: "0".to_owned(), type_name, choices, is_optional: true, members };
        Shape { choices: Vec::new(), members: vec![element] }
    }

    fn into_value(self) -> Value {
        Value::List(self.into_iter().map(T::into_value).collect())
    }

    fn try_into_value(self) -> Result<Value, Refusal> {
        let at = |(i, value)| T::try_into_value(value).map_err(|refusal| Refusal::At(format!("[{i}]"), refusal.into()));
        self.into_iter().enumerate().map(at).collect::<Result<_, _>>().map(Value::List)
    }

    fn from_input(input: Input<'_>) -> Result<Self, Refusal> {
        match input {
            Input::Value(value) => Self::from_value(value),
            Input::Text("") => Ok(Self::new()),
            Input::Text(text) => T::list_from_text(text),
            Input::KeyVals(values) => {
                let at = |(i, value)| {
                    let one = T::from_input(Input::of_keyval(value));
                    one.map_err(|refusal| Refusal::At(format!(".{i}"), refusal.into()))
                };
                values.iter().enumerate().map(at).collect()
            }
            Input::KeyVal(_) | Input::KeyTree(_) => Err(Refusal::expected("array")),
        }
    }
}

impl<T: FromValue> FromValue for Vec<T> {
    fn from_field(field: &dyn Accessible) -> Option<Self> {
        held(field)
    }

    fn from_value(value: Value) -> Result<Self, Refusal> {
        let Value::List(values) = value else { return Err(Refusal::expected("array")) };
        let at = |(i, value)| T::from_value(value).map_err(|refusal| Refusal::At(format!("[{i}]"), refusal.into()));
        values.into_iter().enumerate().map(at).collect()
    }
}

/// The cell of values that no atomic holds.
#[doc(hidden)]
pub struct Locked<T>(RwLock<Arc<T>>);

impl<T: Clone + Send + Sync + 'static> Cell<T> for Locked<T> {
    fn holding(value: T) -> Self {
        Self(RwLock::new(Arc::new(value)))
    }

    fn get(&self) -> T {
        // Copied without the lock: that may be code of the value's type.
        let held = self.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        T::clone(&held)
    }

    fn set(&self, value: T) {
        // What was there goes without the lock.
        let _old = std::mem::replace(&mut *self.0.write().unwrap_or_else(PoisonError::into_inner), Arc::new(value));
    }
}

impl<T: fmt::Debug> fmt::Debug for Locked<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
