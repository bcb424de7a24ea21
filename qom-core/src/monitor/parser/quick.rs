//! Whole requests at once, as most are: objects that are complete and plain JSON. All else is the lexer's, which knows
//! what to say of it, or to wait for the rest.

use serde_json::map::Entry;
use serde_json::{Map, Value};

/// As far as is looked: below all limits.
const LONGEST: usize = 16 << 10;

/// How deep is looked.
const DEEPEST: usize = 32;

/// The object at the start of these bytes, and how long it is; `None` if it is for the lexer.
pub(super) fn object(bytes: &[u8]) -> Option<(Value, usize)> {
    let mut rest = Rest(&bytes[..bytes.len().min(LONGEST)]);
    let whole = rest.0.len();
    rest.take(b'{')?;
    let value = rest.object(0)?;
    Some((value, whole - rest.0.len()))
}

/// The bytes that are left.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    /// The next byte that is no blank, which is taken.
    fn next(&mut self) -> Option<u8> {
        loop {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            if !matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
                return Some(byte);
            }
        }
    }

    /// Takes the next byte that is no blank, which has to be this.
    fn take(&mut self, wanted: u8) -> Option<()> {
        (self.next()? == wanted).then_some(())
    }

    fn split(&mut self, at: usize) -> &'a [u8] {
        let (token, rest) = self.0.split_at(at);
        self.0 = rest;
        token
    }

    /// What starts with this byte, which was taken.
    fn value(&mut self, first: u8, depth: usize) -> Option<Value> {
        match first {
            b'{' if depth < DEEPEST => self.object(depth + 1),
            b'[' if depth < DEEPEST => self.list(depth + 1),
            b'"' | b'\'' => self.text(first).map(Value::String),
            b'0' => Some(0.into()),
            b'1'..=b'9' => self.integer(first),
            b't' => self.word(b"rue", Value::Bool(true)),
            b'f' => self.word(b"alse", Value::Bool(false)),
            b'n' => self.word(b"ull", Value::Null),
            _ => None,
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        let mut members = Map::new();
        let mut next = self.next()?;
        if next == b'}' {
            return Some(Value::Object(members));
        }
        loop {
            if !matches!(next, b'"' | b'\'') {
                return None;
            }
            let key = self.text(next)?;
            self.take(b':')?;
            let first = self.next()?;
            let value = self.value(first, depth)?;
            match members.entry(key) {
                Entry::Vacant(place) => place.insert(value),
                Entry::Occupied(_) => return None,
            };
            match self.next()? {
                b',' => next = self.next()?,
                b'}' => return Some(Value::Object(members)),
                _ => return None,
            }
        }
    }

    fn list(&mut self, depth: usize) -> Option<Value> {
        let mut values = Vec::new();
        let mut next = self.next()?;
        if next == b']' {
            return Some(Value::Array(values));
        }
        loop {
            values.push(self.value(next, depth)?);
            match self.next()? {
                b',' => next = self.next()?,
                b']' => return Some(Value::Array(values)),
                _ => return None,
            }
        }
    }

    /// The text up to this quote, without escapes and in ASCII.
    fn text(&mut self, quote: u8) -> Option<String> {
        let is_plain = |byte: u8| matches!(byte, 0x20..0x7F) && byte != quote && byte != b'\\';
        let length = self.0.iter().position(|&byte| !is_plain(byte))?;
        let text = self.split(length);
        // Not `take`, for which a tab would be a blank.
        self.0 = self.0.strip_prefix(&[quote])?;
        std::str::from_utf8(text).ok().map(str::to_owned)
    }

    /// As long as it fits for sure.
    fn integer(&mut self, first: u8) -> Option<Value> {
        let length = self.0.iter().position(|byte| !byte.is_ascii_digit()).filter(|length| *length < 18)?;
        let digits = self.split(length).iter();
        let number = digits.fold(u64::from(first - b'0'), |number, digit| number * 10 + u64::from(digit - b'0'));
        Some(number.into())
    }

    fn word(&mut self, rest: &[u8], value: Value) -> Option<Value> {
        self.0 = self.0.strip_prefix(rest)?;
        Some(value)
    }
}
