//! Values from other values and from text, with the rules and words of QEMU's visitors.

use crate::types::{FromValue, Input, Refusal, Value};

impl FromValue for bool {
    fn from_value(value: Value) -> Result<Self, Refusal> {
        match value {
            Value::Bool(value) => Ok(value),
            _ => Err(Refusal::Type("boolean")),
        }
    }
}

impl FromValue for String {
    fn from_value(value: Value) -> Result<Self, Refusal> {
        match value {
            Value::Str(value) => Ok(value),
            _ => Err(Refusal::Type("string")),
        }
    }
}

/// `Parameter 'x' expects 'on' or 'off'`, though it takes more words than these.
pub(super) fn bool(input: Input<'_>) -> Result<bool, Refusal> {
    match input {
        Input::Value(value) => bool::from_value(value),
        Input::Text("on" | "yes" | "true" | "y") | Input::KeyVal("on" | "yes" | "true" | "y") => Ok(true),
        Input::Text("off" | "no" | "false" | "n") | Input::KeyVal("off" | "no" | "false" | "n") => Ok(false),
        Input::Text(_) | Input::KeyVal(_) => Err(Refusal::Value("'on' or 'off'")),
    }
}

/// An integer type as messages name it.
pub(super) trait Integer: TryFrom<i128> {
    /// What a number is expected to be that does not fit: `uint8_t`.
    const RANGE: &'static str;
    /// What a text by itself is expected to be that is no number: `uint64`.
    const WIDEST: &'static str;
}

macro_rules! integers {
    ($($integer:ident $range:literal $widest:literal),*) => {
        $(impl Integer for $integer {
            const RANGE: &'static str = $range;
            const WIDEST: &'static str = $widest;
        }

        impl FromValue for $integer {
            #[inline]
            fn from_value(value: Value) -> Result<Self, Refusal> {
                match value {
                    Value::Int(value) => fit(value),
                    _ => Err(Refusal::Type("integer")),
                }
            }
        })*
    };
}

integers!(
    u8 "uint8_t" "uint64", u16 "uint16_t" "uint64", u32 "uint32_t" "uint64", u64 "uint64" "uint64",
    i8 "int8_t" "int64", i16 "int16_t" "int64", i32 "int32_t" "int64", i64 "int64" "int64"
);

#[inline]
fn fit<T: Integer>(value: i128) -> Result<T, Refusal> {
    value.try_into().map_err(|_| Refusal::Value(T::RANGE))
}

#[inline]
pub(super) fn integer<T: Integer + FromValue>(input: Input<'_>) -> Result<T, Refusal> {
    match input {
        Input::Value(value) => T::from_value(value),
        Input::Text(text) => fit(parse(text).ok_or(Refusal::Value(T::WIDEST))?),
        Input::KeyVal(text) => fit(parse(text).ok_or(Refusal::Value("integer"))?),
    }
}

/// A number as C's `strtoll` with base 0 takes it, of at most 64 bits: decimal, `0x` hexadecimal or, after a `0`, octal.
fn parse(text: &str) -> Option<i128> {
    let text = text.trim_ascii_start();
    let (is_negative, digits) = match text.strip_prefix(['-', '+']) {
        Some(digits) => (text.starts_with('-'), digits),
        None => (false, text),
    };
    let (radix, digits) = match (digits.strip_prefix("0x").or(digits.strip_prefix("0X")), digits) {
        (Some(digits), _) => (16, digits),
        (None, digits) if digits.len() > 1 && digits.starts_with('0') => (8, &digits[1..]),
        (None, digits) => (10, digits),
    };
    // One sign is enough.
    if digits.starts_with(['-', '+']) {
        return None;
    }
    let magnitude = i128::from(u64::from_str_radix(digits, radix).ok()?);
    Some(if is_negative { -magnitude } else { magnitude })
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn numbers_are_written_as_in_c() {
        let numbers = [("48", 48), ("0x30", 48), ("0X30", 48), ("060", 48), (" +48", 48), ("-1", -1), ("0", 0)];
        assert!(numbers.iter().all(|(text, number)| parse(text) == Some(*number)));
        assert_eq!(parse("18446744073709551615"), Some(i128::from(u64::MAX)));
        for text in ["", "-", "abc", "4 8", "48 ", "0x", "08", "--1", "0x-1", "18446744073709551616", "1.5", "4K"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
