//! [`Value`], what a property holds as others see it, and the ways to give a property one.

use std::fmt;

use crate::error::{Error, Result};

/// The value of a property, whatever its type: what goes through [`Object::set`](crate::Object::set).
///
/// ```
/// use qom_core::Value;
///
/// assert_eq!(Value::from(48_u8), Value::Int(48));
/// assert_eq!(Value::from("vtd"), Value::Str("vtd".to_owned()));
/// assert_eq!(Value::from(true).to_string(), "true");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// A truth value.
    Bool(bool),
    /// An integer of any of the sizes that properties have.
    Int(i128),
    /// A text.
    Str(String),
}

/// As QEMU prints it for programs: the bare text, or the number in decimal, or `true` or `false`.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => value.fmt(f),
            Self::Int(value) => value.fmt(f),
            Self::Str(value) => value.fmt(f),
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Str(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Str(value)
    }
}

macro_rules! from_integers {
    ($($integer:ty),*) => {
        $(impl From<$integer> for Value {
            #[inline]
            fn from(value: $integer) -> Self {
                Self::Int(value.into())
            }
        })*
    };
}

from_integers!(u8, u16, u32, u64, i8, i16, i32, i64);

/// How a value is given to a property.
#[doc(hidden)]
pub enum Input<'t> {
    /// By a program, or as JSON.
    Value(Value),
    /// As a text by itself: the string visitor.
    Text(&'t str),
    /// As the text behind a `key=`: the keyval visitor.
    KeyVal(&'t str),
}

/// Why a property does not take a value; the error is made where its name is known.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A value of another type: "expected: integer".
    Type(&'static str),
    /// A value out of range, or a text that is none: "expects uint8_t".
    Value(&'static str),
}

impl Refusal {
    pub(crate) fn of(self, property: &str) -> Error {
        let name = property.into();
        match self {
            Self::Type(expected) => Error::InvalidParameterType { name, expected },
            Self::Value(expected) => Error::InvalidParameterValue { name, expected },
        }
    }
}

/// What [`Object::get`](crate::Object::get) can give: a type that a property can have, or [`Value`] for any.
pub trait FromValue: Sized {
    #[doc(hidden)]
    fn from_value(value: Value) -> Result<Self, Refusal>;
}

impl FromValue for Value {
    fn from_value(value: Value) -> Result<Self, Refusal> {
        Ok(value)
    }
}
