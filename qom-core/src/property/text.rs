//! Values from other values and from text, with the rules and words of QEMU's visitors.

use std::num::IntErrorKind;

use super::value::PropertyValue;
use crate::types::{Accessible, FromValue, Input, Refusal, Value};

impl FromValue for bool {
    fn from_value(value: Value) -> Result<Self, Refusal> {
        match value {
            Value::Bool(value) => Ok(value),
            _ => Err(Refusal::expected("boolean")),
        }
    }

    #[inline]
    fn from_field(field: &dyn Accessible) -> Option<Self> {
        field.bits(Self::BITS_KIND?).and_then(Self::from_bits)
    }
}

impl FromValue for String {
    fn from_value(value: Value) -> Result<Self, Refusal> {
        match value {
            Value::Str(value) => Ok(value),
            _ => Err(Refusal::expected("string")),
        }
    }
}

/// `Parameter 'x' expects 'on' or 'off'`, though it takes more words than these.
pub(super) fn bool(input: Input<'_>) -> Result<bool, Refusal> {
    match input {
        Input::Value(value) => bool::from_value(value),
        Input::Text("on" | "yes" | "true" | "y") | Input::KeyVal("on" | "yes" | "true" | "y") => Ok(true),
        Input::Text("off" | "no" | "false" | "n") | Input::KeyVal("off" | "no" | "false" | "n") => Ok(false),
        Input::Text(_) | Input::KeyVal(_) => Err(Refusal::value("'on' or 'off'")),
        Input::KeyVals(_) | Input::KeyTree(_) => Err(Refusal::Parts),
    }
}

/// An integer type as messages name it.
pub(super) trait Integer: TryFrom<i128> {
    /// What a number is expected to be that does not fit: `uint8_t`.
    const RANGE: &'static str;
    /// What a text by itself is expected to be that is no number: `uint64`.
    const WIDEST: &'static str;
    /// The same of a list.
    const WIDEST_LIST: &'static str;
    /// What it is in QEMU before it is looked at whether it fits: an `int64` or a `uint64`.
    const IS_SIGNED: bool;
}

macro_rules! integers {
    ($($integer:ident $range:literal $widest:literal $list:literal),*) => {
        $(impl Integer for $integer {
            const RANGE: &'static str = $range;
            const WIDEST: &'static str = $widest;
            const WIDEST_LIST: &'static str = $list;
            const IS_SIGNED: bool = $integer::MIN != 0;
        }

        impl FromValue for $integer {
            #[inline]
            fn from_value(value: Value) -> Result<Self, Refusal> {
                match value {
                    Value::Int(value) => fit(value).map_err(|refusal| match is_wide::<Self>(value) {
                        true => refusal,
                        false => Refusal::expected("integer"),
                    }),
                    _ => Err(Refusal::expected("integer")),
                }
            }

            #[inline]
            fn from_field(field: &dyn Accessible) -> Option<Self> {
                field.bits(Self::BITS_KIND?).and_then(Self::from_bits)
            }
        })*
    };
}

integers!(
    u8 "uint8_t" "uint64" "list of uint64 values or ranges", u16 "uint16_t" "uint64" "list of uint64 values or ranges",
    u32 "uint32_t" "uint64" "list of uint64 values or ranges", u64 "uint64" "uint64" "list of uint64 values or ranges",
    i8 "int8_t" "int64" "list of int64 values or ranges", i16 "int16_t" "int64" "list of int64 values or ranges",
    i32 "int32_t" "int64" "list of int64 values or ranges", i64 "int64" "int64" "list of int64 values or ranges"
);

#[inline]
fn fit<T: Integer>(value: i128) -> Result<T, Refusal> {
    value.try_into().map_err(|_| Refusal::value(T::RANGE))
}

/// Whether it is a number of the kind at all, or, if negative, a number of the other.
fn is_wide<T: Integer>(value: i128) -> bool {
    !T::IS_SIGNED || i64::try_from(value).is_ok()
}

fn parse_wide<T: Integer>(text: &str) -> Option<i128> {
    parse(text).ok().filter(|value| is_wide::<T>(*value))
}

#[inline]
pub(super) fn integer<T: Integer + FromValue>(input: Input<'_>) -> Result<T, Refusal> {
    match input {
        Input::Value(value) => T::from_value(value),
        Input::Text(text) => fit(parse_wide::<T>(text).ok_or(Refusal::value(T::WIDEST))?),
        Input::KeyVal(text) => fit(parse_wide::<T>(text).ok_or(Refusal::value("integer"))?),
        Input::KeyVals(_) | Input::KeyTree(_) => Err(Refusal::Parts),
    }
}

/// `1,4-7`: numbers and ranges, at most 65536 numbers in all.
pub(super) fn ranges<T: Integer>(text: &str) -> Result<Vec<T>, Refusal> {
    let wrong = || Refusal::value(T::WIDEST_LIST);
    let mut numbers = Vec::new();
    for part in text.split(',') {
        // A minus in front is a sign.
        let dash = part.char_indices().skip(1).find(|(_, c)| *c == '-').map(|(at, _)| at);
        let (from, to) = match dash {
            Some(at) => (&part[..at], &part[at + 1..]),
            None => (part, part),
        };
        let (from, to) = (parse_wide::<T>(from).ok_or_else(wrong)?, parse_wide::<T>(to).ok_or_else(wrong)?);
        // Before any is put in: a short text can stand for more than there is memory for.
        if from > to || to - from >= (LONGEST_LIST - numbers.len()) as i128 {
            return Err(wrong());
        }
        for number in from..=to {
            numbers.push(fit(number)?);
        }
    }
    Ok(numbers)
}

const LONGEST_LIST: usize = 65536;

/// Lists of what is no number cannot be written so.
pub(super) fn no_list<T>(_: &str) -> Result<Vec<T>, Refusal> {
    Err(Refusal::expected("array"))
}

impl FromValue for f64 {
    fn from_value(value: Value) -> Result<Self, Refusal> {
        match value {
            Value::Float(value) if value.is_finite() => Ok(value),
            // The nearest there is.
            Value::Int(value) => Ok(value as f64),
            _ => Err(Refusal::expected("number")),
        }
    }

    /// As it is, though the type's own code may have made it one that nobody can set by name.
    #[inline]
    fn from_field(field: &dyn Accessible) -> Option<Self> {
        field.bits(Self::BITS_KIND?).map(Self::from_bits)
    }
}

pub(super) fn number(input: Input<'_>) -> Result<f64, Refusal> {
    let text = match input {
        Input::Value(value) => return f64::from_value(value),
        Input::KeyVals(_) | Input::KeyTree(_) => return Err(Refusal::Parts),
        Input::Text(text) | Input::KeyVal(text) => text,
    };
    let number = text.parse().ok().filter(|number: &f64| number.is_finite());
    number.ok_or(Refusal::expected("number"))
}

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoNumber {
    /// It is none.
    Wrong,
    /// It is one that 64 bits do not hold.
    TooLarge,
}

/// Bytes: a number, whole or with a fraction, and a suffix. Without a suffix it is whole.
pub(super) fn size(text: &str) -> Result<u64, NoNumber> {
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &text[number.len()..];
    if suffix.is_empty() || text.starts_with("0x") || text.starts_with("0X") {
        return parse(text)?.try_into().map_err(|_| NoNumber::Wrong);
    }
    let shift = match suffix {
        "B" | "b" => 0,
        "K" | "k" => 10,
        "M" | "m" => 20,
        "G" | "g" => 30,
        "T" | "t" => 40,
        "P" | "p" => 50,
        "E" | "e" => 60,
        _ => return Err(NoNumber::Wrong),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole) || !are_digits(fraction) || (number.contains('.') && shift == 0) {
        return Err(NoNumber::Wrong);
    }
    let fraction: f64 = format!("0.{fraction}").parse().map_err(|_| NoNumber::Wrong)?;
    let whole = whole.parse::<u64>().ok().and_then(|whole| whole.checked_mul(1 << shift));
    let bytes = whole.and_then(|whole| whole.checked_add((fraction * (1_u64 << shift) as f64) as u64));
    bytes.ok_or(NoNumber::TooLarge)
}

/// A number as C's `strtoll` with base 0 takes it, of at most 64 bits: decimal, `0x` hexadecimal or, after a `0`, octal.
fn parse(text: &str) -> Result<i128, NoNumber> {
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
        return Err(NoNumber::Wrong);
    }
    let magnitude = u64::from_str_radix(digits, radix).map_err(|error| match error.kind() {
        IntErrorKind::PosOverflow if !is_negative => NoNumber::TooLarge,
        _ => NoNumber::Wrong,
    })?;
    Ok(if is_negative { -i128::from(magnitude) } else { magnitude.into() })
}

#[cfg(test)]
mod tests {
    use super::{NoNumber, parse, ranges, size};

    #[test]
    fn numbers_are_written_as_in_c() {
        let numbers = [("48", 48), ("0x30", 48), ("0X30", 48), ("060", 48), (" +48", 48), ("-1", -1), ("0", 0)];
        assert!(numbers.iter().all(|(text, number)| parse(text) == Ok(*number)));
        assert_eq!(parse("18446744073709551615"), Ok(i128::from(u64::MAX)));
        assert_eq!(parse("18446744073709551616"), Err(NoNumber::TooLarge));
        for text in ["", "-", "abc", "4 8", "48 ", "0x", "08", "--1", "0x-1", "-18446744073709551616", "1.5", "4K"] {
            assert_eq!(parse(text), Err(NoNumber::Wrong), "{text}");
        }
    }

    #[test]
    fn sizes_have_suffixes_and_fractions() {
        let sizes =
            [("0", 0), ("1b", 1), ("4k", 4096), ("1.5M", 3 << 19), ("0x10", 16), ("15E", 15 << 60), ("0.5k", 512)];
        assert!(sizes.iter().all(|(text, bytes)| size(text) == Ok(*bytes)));
        for text in ["", "K", "-1", "-1K", "1.5", "1.5b", "1KK", "1Q", "1.K", ".5K", "1 K", "0x1K"] {
            assert_eq!(size(text), Err(NoNumber::Wrong), "{text}");
        }
        for text in
            ["16E", "15.9999999999999999999E", "99999999999999999999", "99999999999999999999K", "0x10000000000000000"]
        {
            assert_eq!(size(text), Err(NoNumber::TooLarge), "{text}");
        }
    }

    #[test]
    fn lists_of_numbers_have_ranges() {
        assert_eq!(ranges::<u8>("1,4-7,0x10").ok(), Some(vec![1, 4, 5, 6, 7, 16]));
        assert_eq!(ranges::<i8>("-3--1,-1-1").ok(), Some(vec![-3, -2, -1, -1, 0, 1]));
        assert_eq!(ranges::<u32>("0-65535").map(|all| all.len()).ok(), Some(65536));
        assert_eq!(ranges::<u32>("0-65534,7").map(|all| all.len()).ok(), Some(65536));
        for text in ["1,", ",", "a", "7-4", "1-", "0-65536", "0-65535,7", "0-40000,0-40000", "1;2"] {
            assert!(ranges::<u32>(text).is_err(), "{text}");
        }
        assert!(ranges::<u8>("255-256").is_err());
    }
}
