//! [`Refused`], a [`Refusal`] as serde carries it.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Expected, Unexpected};

use crate::types::Refusal;

/// Why a value was not read or written; the path to what is wrong grows as it is handed up.
#[derive(Debug)]
pub(super) struct Refused(pub(super) Refusal);

impl Refused {
    pub(super) fn expected(expected: &'static str) -> Self {
        Self(Refusal::expected(expected))
    }

    pub(super) fn too_deep() -> Self {
        Self(Refusal::Own("nested too deeply".to_owned()))
    }

    pub(super) fn at(self, part: String) -> Self {
        Self(Refusal::At(part, self.0.into()))
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self(refusal)
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&copy(&self.0).unnamed(), f)
    }
}

impl std::error::Error for Refused {}

fn copy(refusal: &Refusal) -> Refusal {
    match refusal {
        Refusal::Type(expected) => Refusal::Type(expected.clone()),
        Refusal::Value(expected) => Refusal::Value(expected.clone()),
        Refusal::TooLarge(value) => Refusal::TooLarge(value.clone()),
        Refusal::Choice(word) => Refusal::Choice(word.clone()),
        Refusal::Parts => Refusal::Parts,
        Refusal::Missing => Refusal::Missing,
        Refusal::Unexpected => Refusal::Unexpected,
        Refusal::TooMany(count) => Refusal::TooMany(*count),
        Refusal::Own(text) => Refusal::Own(text.clone()),
        Refusal::NotFound(path) => Refusal::NotFound(path.clone()),
        Refusal::NotUnique(path) => Refusal::NotUnique(path.clone()),
        Refusal::SetAlready => Refusal::SetAlready,
        Refusal::Veto(error) => Refusal::Own(error.to_string()),
        Refusal::At(part, refusal) => Refusal::At(part.clone(), copy(refusal).into()),
    }
}

impl serde::ser::Error for Refused {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(Refusal::Own(message.to_string()))
    }
}

/// What serde's own visitors say, as QEMU says it.
impl serde::de::Error for Refused {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(Refusal::Own(message.to_string()))
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self(Refusal::Type(type_word(expected.to_string())))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self(Refusal::Value(range_word(expected.to_string())))
    }

    /// A list that is too short: which of its elements is missing knows who reads it.
    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self(Refusal::Missing)
    }

    fn unknown_variant(variant: &str, _: &'static [&'static str]) -> Self {
        Self(Refusal::Choice(variant.to_owned()))
    }

    fn unknown_field(field: &str, _: &'static [&'static str]) -> Self {
        Self(Refusal::Unexpected).at(format!(".{field}"))
    }

    fn missing_field(field: &'static str) -> Self {
        Self(Refusal::Missing).at(format!(".{field}"))
    }
}

fn type_word(expected: String) -> Cow<'static, str> {
    Cow::Borrowed(match expected.as_str() {
        "a boolean" => "boolean",
        "a string" | "a character" => "string",
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" | "u8" | "u16" | "u32" | "u64" | "u128" | "usize" => "integer",
        "f32" | "f64" => "number",
        "unit" => "null",
        "a map" => "object",
        "a sequence" => "array",
        text if text.starts_with("struct ") || text.starts_with("internally tagged enum ") => "object",
        text if text.starts_with("a tuple ") || text.starts_with("an array ") => "array",
        _ => return expected.into(),
    })
}

fn range_word(expected: String) -> Cow<'static, str> {
    Cow::Borrowed(match expected.as_str() {
        "i8" => "int8_t",
        "i16" => "int16_t",
        "i32" => "int32_t",
        "i64" => "int64",
        "u8" => "uint8_t",
        "u16" => "uint16_t",
        "u32" => "uint32_t",
        "u64" => "uint64",
        _ => return expected.into(),
    })
}
