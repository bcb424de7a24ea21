//! [`Parser`]: JSON values in bytes that arrive in any portions, as QEMU reads them.

mod grammar;
mod lexer;
mod quick;
mod text;

use std::fmt;

use serde_json::Value;

use lexer::{Kind, State, Step};

/// The bytes of all tokens of a value, QEMU's `MAX_TOKEN_SIZE`. One token that is not complete may be as long again.
const MAX_SIZE: usize = 64 << 20;

/// The tokens of a value, QEMU's `MAX_TOKEN_COUNT`.
const MAX_COUNT: usize = 2 << 20;

/// How deep objects and lists can be in each other, QEMU's `MAX_NESTING`.
const MAX_NESTING: isize = 1 << 10;

/// What an error quotes of its input is cut here, so that a client cannot make us send back what it sent.
const MAX_QUOTED: usize = 1000;

/// Space that is kept for the next value; more is given back.
const KEPT: usize = 64 << 10;

/// Why a text is not JSON. The text is QEMU's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError(Box<str>);

impl ParseError {
    fn new(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    fn syntax(what: impl fmt::Display) -> Self {
        Self::new(format!("JSON parse error, {what}"))
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ParseError {}

/// Finds JSON values in a stream of bytes: QEMU's `JSONMessageParser`.
///
/// Values need nothing between them, and a value may come in pieces. A number or a word at the top ends with the byte
/// after it. Beyond JSON, strings can be in single quotes, and have the escape `\'`.
///
/// After a byte that cannot be, the rest is skipped up to a control character, `0xFE`, `0xFF`, or one of `{}[]:,`, so a
/// client that does not know how far the last one got sends `0xFF` first, and an error tells it that all is well again.
///
/// What is not JSON in QEMU is not here: the characters that Unicode says are none, a key twice, and a text larger than
/// 64 MiB, 2 Mi tokens or 1024 levels. One thing more is not: a number beyond `f64`, which QEMU takes for infinity.
///
/// ```
/// use qom_core::monitor::Parser;
/// use serde_json::json;
///
/// let mut parser = Parser::new();
/// let mut bytes: &[u8] = b"{'a': 1}{'b': [tru";
/// assert_eq!(parser.parse(&mut bytes), Some(Ok(json!({"a": 1}))));
/// assert_eq!(parser.parse(&mut bytes), None);
///
/// let mut bytes: &[u8] = b"e, 2]} \xff";
/// assert_eq!(parser.parse(&mut bytes), Some(Ok(json!({"b": [true, 2]}))));
/// assert_eq!(parser.parse(&mut bytes).unwrap().unwrap_err().to_string(), "JSON parse error, stray '\u{fffd}'");
/// ```
#[derive(Default)]
pub struct Parser {
    state: State,
    /// The bytes of the tokens one after the other; those after the last end are of a token that is not complete.
    text: Vec<u8>,
    /// The tokens of a value that is not complete, and where each ends.
    tokens: Vec<(Kind, usize)>,
    braces: isize,
    brackets: isize,
}

impl fmt::Debug for Parser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parser").field("state", &self.state).field("pending", &self.text.len()).finish_non_exhaustive()
    }
}

impl Parser {
    /// Nothing read yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The next value, or what is wrong, in these bytes after those before. Takes from the front what it used. `None`:
    /// all is used, and there is no complete value.
    pub fn parse(&mut self, bytes: &mut &[u8]) -> Option<Result<Value, ParseError>> {
        if self.state == State::Start
            && self.text.is_empty()
            && let Some((value, length)) = quick::object(bytes)
        {
            *bytes = &bytes[length..];
            return Some(Ok(value));
        }
        while let Some((&byte, rest)) = bytes.split_first() {
            let plain = self.state.plain(bytes);
            if plain > 0 {
                // Most of a request is in strings, so these are not taken byte by byte.
                let plain = plain.min(MAX_SIZE + 1 - self.token().len());
                self.text.extend_from_slice(&bytes[..plain]);
                *bytes = &bytes[plain..];
                if let Some(error) = self.check_length() {
                    return Some(Err(error));
                }
                continue;
            }
            let step = self.state.step(byte);
            if step.uses_the_byte() {
                *bytes = rest;
            }
            if let Some(found) = self.take(step, byte) {
                return Some(found);
            }
        }
        None
    }

    fn take(&mut self, step: Step, byte: u8) -> Option<Result<Value, ParseError>> {
        match step {
            Step::Into(state) => {
                self.text.push(byte);
                self.state = state;
                self.check_length().map(Err)
            }
            Step::End(kind) => {
                self.text.push(byte);
                self.end(kind)
            }
            Step::EndBefore(kind) => self.end(kind),
            Step::Start | Step::StartWith => {
                self.state = State::Start;
                None
            }
            Step::Skip => None,
            Step::Stray => {
                self.text.push(byte);
                Some(Err(self.stray()))
            }
        }
    }

    /// All that there is was read, in a text that is one value.
    fn finish(&mut self) -> Option<Result<Value, ParseError>> {
        match self.state.step_at_the_end() {
            Some(Step::EndBefore(kind)) => {
                if let Some(found) = self.end(kind) {
                    return Some(found);
                }
            }
            Some(_) => return Some(Err(self.stray())),
            None => {}
        }
        if self.tokens.is_empty() { None } else { Some(self.value()) }
    }

    /// The token that is not complete.
    fn token(&self) -> &[u8] {
        &self.text[self.tokens.last().map_or(0, |&(_, end)| end)..]
    }

    fn check_length(&mut self) -> Option<ParseError> {
        if self.token().len() <= MAX_SIZE {
            return None;
        }
        self.state = State::Start;
        Some(self.too_much("size"))
    }

    /// A token is complete, and with it perhaps a value.
    fn end(&mut self, kind: Kind) -> Option<Result<Value, ParseError>> {
        self.state = State::Start;
        match kind {
            Kind::OpenObject => self.braces += 1,
            Kind::CloseObject => self.braces -= 1,
            Kind::OpenList => self.brackets += 1,
            Kind::CloseList => self.brackets -= 1,
            _ => {}
        }
        if self.text.len() + 1 > MAX_SIZE {
            return Some(Err(self.too_much("size")));
        }
        if self.tokens.len() + 1 > MAX_COUNT {
            return Some(Err(self.too_much("count")));
        }
        if self.braces + self.brackets > MAX_NESTING {
            self.reset();
            return Some(Err(ParseError::new("JSON nesting depth limit exceeded")));
        }
        self.tokens.push((kind, self.text.len()));
        // Braces and brackets are not matched here: `[}` is complete because more cannot make it right, `[{]` is not
        // complete because QEMU reads on.
        let open = self.braces >= 0 && self.brackets >= 0 && (self.braces, self.brackets) != (0, 0);
        if open { None } else { Some(self.value()) }
    }

    /// What the tokens say, and none are left.
    fn value(&mut self) -> Result<Value, ParseError> {
        let value = grammar::value(&self.text, &self.tokens);
        self.reset();
        value
    }

    fn too_much(&mut self, what: &str) -> ParseError {
        self.reset();
        ParseError::new(format!("JSON token {what} limit exceeded"))
    }

    fn stray(&mut self) -> ParseError {
        // A C string ends where there is a zero.
        let token = self.token().split(|&byte| byte == 0).next().unwrap_or_default();
        let error = ParseError::syntax(format_args!("stray '{}'", text::quoted(token)));
        self.reset();
        self.state = State::Recovery;
        error
    }

    fn reset(&mut self) {
        (self.braces, self.brackets) = (0, 0);
        self.text.clear();
        self.tokens.clear();
        self.text.shrink_to(KEPT);
        self.tokens.shrink_to(KEPT / 16);
    }
}

/// The one value in a text, as a [`Parser`] reads it: QEMU's `qobject_from_json`.
///
/// # Errors
/// [`ParseError`] if the text is none, or more than one.
///
/// ```
/// use qom_core::monitor::parse_text;
///
/// assert_eq!(parse_text("{'size': 12}").unwrap()["size"], 12);
/// assert_eq!(parse_text("[1, 2").unwrap_err().to_string(), "JSON parse error, premature EOI");
/// assert_eq!(parse_text("1 2").unwrap_err().to_string(), "Expecting at most one JSON value");
/// ```
pub fn parse_text(text: &str) -> Result<Value, ParseError> {
    let mut parser = Parser::new();
    let mut bytes = text.as_bytes();
    let mut only = None;
    while let Some(found) = parser.parse(&mut bytes).or_else(|| parser.finish()) {
        if only.replace(found?).is_some() {
            return Err(ParseError::new("Expecting at most one JSON value"));
        }
    }
    only.ok_or_else(|| ParseError::new("Expecting a JSON value"))
}
