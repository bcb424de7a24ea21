//! [`Value`], what a property holds as others see it, and the ways to give a property one.

use std::any::TypeId;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::property_info::Accessible;
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
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// No value: an optional property that is not set.
    #[default]
    Null,
    /// A truth value.
    Bool(bool),
    /// An integer of any of the sizes that properties have.
    Int(i128),
    /// A number that need not be whole.
    Float(f64),
    /// A text.
    Str(String),
    /// Values one after the other.
    List(Vec<Value>),
    /// Values by name.
    Map(BTreeMap<String, Value>),
}

/// As QEMU prints it for programs: the bare text, or the number in decimal, or `true` or `false`; lists and maps as in
/// JSON, with texts in quotes. JSON has no infinite numbers and no NaN: in lists and maps they are `null`.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => value.fmt(f),
            Self::Int(value) => value.fmt(f),
            Self::Float(value) => value.fmt(f),
            Self::Str(value) => value.fmt(f),
            Self::List(values) => {
                f.write_str("[")?;
                for (i, value) in values.iter().enumerate() {
                    f.write_str(if i == 0 { "" } else { ", " })?;
                    value.fmt_inside(f)?;
                }
                f.write_str("]")
            }
            Self::Map(values) => {
                f.write_str("{")?;
                for (i, (name, value)) in values.iter().enumerate() {
                    f.write_str(if i == 0 { "" } else { ", " })?;
                    write_json_text(f, name)?;
                    f.write_str(": ")?;
                    value.fmt_inside(f)?;
                }
                f.write_str("}")
            }
        }
    }
}

impl Value {
    fn fmt_inside(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Str(value) => write_json_text(f, value),
            Self::Float(value) if !value.is_finite() => f.write_str("null"),
            other => fmt::Display::fmt(other, f),
        }
    }
}

fn write_json_text(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' | '\\' => write!(f, "\\{c}"),
            '\n' => f.write_str("\\n"),
            '\r' => f.write_str("\\r"),
            '\t' => f.write_str("\\t"),
            '\u{8}' => f.write_str("\\b"),
            '\u{c}' => f.write_str("\\f"),
            '\0'..'\u{20}' => write!(f, "\\u{:04x}", u32::from(c)),
            _ => f.write_char(c),
        }?;
    }
    f.write_char('"')
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Float(value)
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

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(values: Vec<T>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
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
    /// By a program, or as JSON: the strict visitor.
    Value(Value),
    /// As a text by itself: the string visitor.
    Text(&'t str),
    /// As the text behind a `key=`: the keyval visitor.
    KeyVal(&'t str),
    /// As those behind `key.0=`, `key.1=`.
    KeyVals(&'t [Value]),
    /// As what is behind `key.x=`, a map.
    KeyTree(&'t Value),
}

impl<'t> Input<'t> {
    /// Of options in their text form, whose leaves are texts.
    pub(crate) fn of_keyval(value: &'t Value) -> Self {
        match value {
            Value::Str(text) => Self::KeyVal(text),
            Value::List(values) => Self::KeyVals(values),
            tree => Self::KeyTree(tree),
        }
    }
}

/// Why a property does not take a value; the error is made where its name is known.
#[doc(hidden)]
#[derive(Debug)]
pub enum Refusal {
    /// A value of another type: "expected: integer".
    Type(Cow<'static, str>),
    /// A value out of range, or a text that is none: "expects uint8_t".
    Value(Cow<'static, str>),
    /// A number that is too large for any property of the kind.
    TooLarge(String),
    /// A word that is none of those there are.
    Choice(String),
    /// Parts, where there are none.
    Parts,
    /// A part that has to be there and is not.
    Missing,
    /// A part that there is no place for.
    Unexpected,
    /// More elements than the list has, which are this many.
    TooMany(usize),
    /// What the type itself says is wrong.
    Own(String),
    /// A path that leads to nothing.
    NotFound(String),
    /// A path that leads to several objects.
    NotUnique(String),
    /// A link that leads somewhere, and stays so.
    SetAlready,
    /// What a check of the type's own says.
    Veto(Box<Error>),
    /// A part of the value is wrong: `[2]`.
    At(String, Box<Refusal>),
}

impl Refusal {
    pub(crate) fn expected(expected: &'static str) -> Self {
        Self::Type(Cow::Borrowed(expected))
    }

    pub(crate) fn value(expected: &'static str) -> Self {
        Self::Value(Cow::Borrowed(expected))
    }

    /// Where the name is not known.
    pub fn unnamed(self) -> Error {
        match self {
            Self::Own(text) => Error::other(text),
            other => other.of("<anonymous>"),
        }
    }

    pub fn of(self, property: &str) -> Error {
        let name = property.into();
        match self {
            Self::Type(expected) => Error::InvalidParameterType { name, expected },
            Self::Value(expected) => Error::InvalidParameterValue { name, expected },
            Self::TooLarge(value) => Error::ValueOutOfRange { name, value: value.into() },
            Self::Choice(value) => Error::NotAChoice { name, value: value.into() },
            Self::Parts => Error::UnexpectedParameters { name },
            Self::Missing => Error::MissingParameter { name },
            Self::Unexpected => Error::UnexpectedParameter { name },
            Self::TooMany(count) => Error::TooManyElements { name, count },
            Self::Own(text) => Error::other(text).context(format_args!("Parameter '{name}'")),
            Self::NotFound(path) => Error::NoSuchObject { path: path.into() },
            Self::NotUnique(path) => Error::NotUnique { path: path.into() },
            Self::SetAlready => Error::SetAlready { name },
            Self::Veto(error) => *error,
            Self::At(part, refusal) => refusal.of(&format!("{property}{part}")),
        }
    }
}

/// What [`Object::get`](crate::Object::get) can give: a type that a property can have, or [`Value`] for any.
pub trait FromValue: Sized + 'static {
    #[doc(hidden)]
    fn from_value(value: Value) -> Result<Self, Refusal>;

    /// What a field holds, if it holds just that: the way without a [`Value`] between.
    #[doc(hidden)]
    #[inline]
    fn from_field(_: &dyn Accessible) -> Option<Self> {
        None
    }
}

/// What a field holds, if that is a `T`.
pub(crate) fn held<T: 'static>(field: &dyn Accessible) -> Option<T> {
    field.held(TypeId::of::<T>())?.downcast().ok().map(|held| *held)
}

impl FromValue for Value {
    fn from_value(value: Value) -> Result<Self, Refusal> {
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Value;

    #[test]
    fn lists_and_maps_are_json() {
        let text = "a\u{1}\u{301}\"\\\n\r\t\u{8}\u{c}\u{1f}\u{7f}'é";
        let escaped = "a\\u0001\u{301}\\\"\\\\\\n\\r\\t\\b\\f\\u001f\u{7f}'é";
        assert_eq!(Value::from(text).to_string(), text);
        assert_eq!(Value::from(vec![text]).to_string(), format!("[\"{escaped}\"]"));
        let map = Value::Map(BTreeMap::from([(text.to_owned(), Value::Map(BTreeMap::new()))]));
        assert_eq!(map.to_string(), format!("{{\"{escaped}\": {{}}}}"));
        assert_eq!(Value::from(vec![0.5, f64::NAN, -f64::INFINITY]).to_string(), "[0.5, null, null]");
        assert_eq!(Value::from(f64::NAN).to_string(), "NaN");
    }
}
