//! What strings say: escapes, and UTF-8 as QEMU has it.

use std::borrow::Cow;

use super::{MAX_QUOTED, ParseError};

/// What is between the quotes of a token.
pub(super) fn decode(token: &[u8]) -> Result<String, ParseError> {
    let inner = &token[1..token.len() - 1];
    if inner.is_ascii() && !inner.contains(&b'\\') {
        return Ok(quoted_whole(inner).into_owned());
    }
    let mut decoded = String::with_capacity(inner.len());
    // With the quote at the end, so that what an escape lacks is there to be quoted.
    let mut rest = &token[1..];
    while rest.len() > 1 {
        let (character, length) = if rest[0] == b'\\' {
            escape(rest)?
        } else {
            match character(rest) {
                (Some(character), length) => (character, length),
                (None, _) => return Err(ParseError::syntax("invalid UTF-8 sequence in string")),
            }
        };
        decoded.push(character);
        rest = &rest[length..];
    }
    Ok(decoded)
}

/// The character that an escape at the start of `text` stands for, and how long the escape is.
fn escape(text: &[u8]) -> Result<(char, usize), ParseError> {
    let character = match text[1] {
        b'"' => '"',
        b'\'' => '\'',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode_escape(text),
        _ => return Err(ParseError::syntax("invalid escape sequence in string")),
    };
    Ok((character, 2))
}

/// `\u00e4`, or two of them for what UTF-16 has in two halves.
fn unicode_escape(text: &[u8]) -> Result<(char, usize), ParseError> {
    let (mut code, mut length) = (hex(text), 6);
    if let Some(first @ 0xD800..=0xDBFF) = code
        && text[6..].starts_with(b"\\u")
        && let Some(second @ 0xDC00..=0xDFFF) = hex(&text[6..])
    {
        code = Some(0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF));
        length = 12;
    }
    match code.and_then(unicode) {
        Some(character) => Ok((character, length)),
        None => {
            let wrong = quoted(&text[..length.min(text.len())]);
            Err(ParseError::syntax(format_args!("{wrong} is not a valid Unicode character")))
        }
    }
}

/// The four digits of `\u00e4`.
fn hex(escape: &[u8]) -> Option<u32> {
    let digits = escape.get(2..6)?;
    digits.iter().try_fold(0, |code, &digit| Some(code << 4 | char::from(digit).to_digit(16)?))
}

/// A number as a character. Halves of UTF-16 are none, nor what Unicode says will never be.
fn unicode(code: u32) -> Option<char> {
    char::from_u32(code).filter(|_| !(0xFDD0..=0xFDEF).contains(&code) && code & 0xFFFE != 0xFFFE)
}

/// The character that bytes start with, if it is one, and how many bytes it is or tries to be. The zero is also two
/// bytes, `C0 80`; the longest that are passed over in one are the six of the first UTF-8.
fn character(bytes: &[u8]) -> (Option<char>, usize) {
    let wanted = match bytes[0] {
        byte @ 0..0x80 => return (Some(byte.into()), 1),
        0xC0..0xE0 => 2,
        0xE0..0xF0 => 3,
        0xF0..0xF8 => 4,
        0xF8..0xFC => 5,
        0xFC..0xFE => 6,
        _ => return (None, 1),
    };
    let length = 1 + bytes[1..].iter().take(wanted - 1).take_while(|&&byte| byte & 0xC0 == 0x80).count();
    let bytes = &bytes[..length];
    if bytes == [0xC0, 0x80] {
        return (Some('\0'), 2);
    }
    let character = std::str::from_utf8(bytes).ok().and_then(|text| text.chars().next());
    (character.and_then(|character| unicode(character.into())), length)
}

/// The start of a text, to be in an error.
pub(super) fn quoted(text: &[u8]) -> Cow<'_, str> {
    quoted_whole(&text[..text.len().min(MAX_QUOTED)])
}

/// A text, with `U+FFFD` for what is no character.
pub(super) fn quoted_whole(text: &[u8]) -> Cow<'_, str> {
    if text.is_ascii()
        && let Ok(text) = std::str::from_utf8(text)
    {
        return text.into();
    }
    let mut rest = text;
    let mut whole = String::with_capacity(text.len());
    while !rest.is_empty() {
        let (found, length) = character(rest);
        whole.push(found.unwrap_or(char::REPLACEMENT_CHARACTER));
        rest = &rest[length..];
    }
    whole.into()
}
