//! How JSON is printed: QEMU's `JSONWriter`.

use std::fmt::{Display, Write};

use serde_json::{Map, Value as Json};

use crate::types::Value;

/// How much room a text takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// All on one line.
    #[default]
    Line,
    /// A line for each value, indented by four blanks a level: QEMU's `pretty=on`.
    Pretty,
}

/// A value as QEMU prints it, in ASCII: `QObject` to JSON. Lines end with `\n`, and there is none after the last.
///
/// ```
/// use qom_core::monitor::{Format, print};
/// use serde_json::json;
///
/// let value = json!({"id": "ä", "sizes": [1, 0.1], "none": {}});
/// assert_eq!(print(&value, Format::Line), r#"{"id": "\u00E4", "none": {}, "sizes": [1, 0.10000000000000001]}"#);
/// assert_eq!(print(&json!([{}]), Format::Pretty), "[\n    {\n    }\n]");
/// ```
pub fn print(value: &Json, format: Format) -> String {
    let mut printer = Printer::new(format);
    printer.json(value);
    printer.text
}

/// A JSON text that grows. What calls it sees to it that braces match.
pub(super) struct Printer {
    text: String,
    format: Format,
    depth: usize,
    /// Whether something is in the innermost object or list.
    filled: bool,
}

impl Printer {
    pub(super) fn new(format: Format) -> Self {
        Self { text: String::with_capacity(128), format, depth: 0, filled: false }
    }

    /// The text as a line of the protocol: all its lines end as on a terminal.
    pub(super) fn into_line(mut self) -> String {
        // In strings there are none, they are escaped there.
        if self.format == Format::Pretty {
            self.text = self.text.replace('\n', "\r\n");
        }
        self.text.push_str("\r\n");
        self.text
    }

    /// An object of what `members` prints.
    pub(super) fn object(&mut self, members: impl FnOnce(&mut Self)) {
        self.nested(['{', '}'], members);
    }

    /// The name of the next value in an object.
    pub(super) fn name(&mut self, name: &str) {
        self.separate();
        self.string(name);
        self.text.push_str(": ");
    }

    pub(super) fn json(&mut self, value: &Json) {
        match value {
            Json::Null => self.text.push_str("null"),
            Json::Bool(value) => self.bool(*value),
            Json::Number(number) => match number.as_f64() {
                Some(float) if number.is_f64() => self.text.push_str(&float_text(float)),
                _ => self.integer(number),
            },
            Json::String(text) => self.string(text),
            Json::Array(values) => self.list(values, Self::json),
            Json::Object(members) => self.members(members),
        }
    }

    /// JSON has no infinite numbers and no NaN: they are `null`.
    pub(super) fn value(&mut self, value: &Value) {
        match value {
            Value::Bool(value) => self.bool(*value),
            Value::Int(number) => self.integer(number),
            Value::Float(float) if float.is_finite() => self.text.push_str(&float_text(*float)),
            Value::Null | Value::Float(_) => self.text.push_str("null"),
            Value::Str(text) => self.string(text),
            Value::List(values) => self.list(values, Self::value),
            Value::Map(members) => self.object(|printer| {
                for (name, value) in members {
                    printer.name(name);
                    printer.value(value);
                }
            }),
        }
    }

    fn bool(&mut self, value: bool) {
        self.text.push_str(if value { "true" } else { "false" });
    }

    fn integer(&mut self, number: impl Display) {
        // A `String` takes all.
        let _ = write!(self.text, "{number}");
    }

    fn list<V>(&mut self, values: &[V], print: impl Fn(&mut Self, &V)) {
        self.nested(['[', ']'], |printer| {
            for value in values {
                printer.separate();
                print(printer, value);
            }
        });
    }

    /// An object of these members.
    pub(super) fn members(&mut self, members: &Map<String, Json>) {
        self.object(|printer| {
            for (name, value) in members {
                printer.name(name);
                printer.json(value);
            }
        });
    }

    pub(super) fn string(&mut self, string: &str) {
        self.text.push('"');
        let mut rest = string;
        while !rest.is_empty() {
            let plain = rest.bytes().position(|byte| !is_plain(byte)).unwrap_or(rest.len());
            self.text.push_str(&rest[..plain]);
            let mut characters = rest[plain..].chars();
            if let Some(character) = characters.next() {
                self.escaped(character);
            }
            rest = characters.as_str();
        }
        self.text.push('"');
    }

    fn escaped(&mut self, character: char) {
        let short = match character {
            '"' => r#"\""#,
            '\\' => r"\\",
            '\u{8}' => r"\b",
            '\u{c}' => r"\f",
            '\n' => r"\n",
            '\r' => r"\r",
            '\t' => r"\t",
            _ => {
                let character = if is_none(character) { char::REPLACEMENT_CHARACTER } else { character };
                for half in character.encode_utf16(&mut [0; 2]) {
                    let _ = write!(self.text, "\\u{half:04X}");
                }
                return;
            }
        };
        self.text.push_str(short);
    }

    fn nested(&mut self, [open, close]: [char; 2], contents: impl FnOnce(&mut Self)) {
        self.text.push(open);
        self.depth += 1;
        self.filled = false;
        contents(self);
        self.depth -= 1;
        if self.format == Format::Pretty {
            self.new_line();
        }
        self.text.push(close);
        self.filled = true;
    }

    fn separate(&mut self) {
        if self.filled {
            self.text.push(',');
        }
        match self.format {
            Format::Pretty => self.new_line(),
            Format::Line if self.filled => self.text.push(' '),
            Format::Line => {}
        }
        self.filled = true;
    }

    fn new_line(&mut self) {
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n("    ", self.depth));
    }
}

fn is_plain(byte: u8) -> bool {
    (0x20..0x7F).contains(&byte) && byte != b'"' && byte != b'\\'
}

/// What Unicode says will never be a character, which a [`Parser`](super::Parser) does not take.
fn is_none(character: char) -> bool {
    let code = u32::from(character);
    (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE
}

/// With 17 digits, so that it is the same number when read, and without those that are not needed: C's `%.17g`.
fn float_text(float: f64) -> String {
    let scientific = format!("{float:.16e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    match exponent.parse::<i32>() {
        Ok(exponent @ -4..17) => {
            let decimals = usize::try_from(16 - exponent).unwrap_or(0);
            trimmed(&format!("{float:.decimals$}")).to_owned()
        }
        Ok(exponent) => {
            let sign = if exponent < 0 { '-' } else { '+' };
            format!("{}e{sign}{:02}", trimmed(digits), exponent.unsigned_abs())
        }
        // Infinite, or none; a JSON value has no such number.
        Err(_) => scientific,
    }
}

/// Without the zeros at the end of a fraction.
fn trimmed(number: &str) -> &str {
    if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number }
}
