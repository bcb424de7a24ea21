//! A line, taken apart.

use std::collections::BTreeMap;

use super::command::{Argument, Known};
use super::words::Kind;
use crate::types::Value;

/// The arguments in what follows the name of a command, as a map, or what is wrong.
pub(super) fn arguments(command: &Known, mut rest: &str) -> Result<Value, String> {
    let mut words = BTreeMap::new();
    // As QEMU: the last word of the command's name.
    let name = command.command.name.rsplit(' ').next().unwrap_or_default();
    for argument in &command.arguments {
        rest = rest.trim_start();
        if let Kind::Flag(letter) = argument.kind {
            match flag(rest) {
                Some((given, after)) if given == letter => {
                    words.insert(argument.name.clone(), Value::from("on"));
                    rest = after;
                }
                Some((given, _)) if !command.arguments.iter().any(|other| other.kind == Kind::Flag(given)) => {
                    return Err(format!("{name}: unsupported option -{given}"));
                }
                _ => {
                    words.insert(argument.name.clone(), Value::from("off"));
                }
            }
            continue;
        }
        match word(argument, rest) {
            Some((word, after)) => {
                words.insert(argument.name.clone(), Value::from(word));
                rest = after;
            }
            None if rest.is_empty() && argument.is_optional => {}
            None => return Err(format!("{name}: string expected")),
        }
    }
    if rest.trim().is_empty() {
        Ok(Value::Map(words))
    } else {
        Err(format!("{name}: extraneous characters at the end of line"))
    }
}

/// The letter behind a dash, and what follows it.
fn flag(text: &str) -> Option<(char, &str)> {
    let mut chars = text.strip_prefix('-')?.chars();
    Some((chars.next()?, chars.as_str()))
}

fn word<'l>(argument: &Argument, rest: &'l str) -> Option<(String, &'l str)> {
    if rest.is_empty() {
        None
    } else if argument.kind.is_rest() {
        Some((rest.to_owned(), ""))
    } else {
        quoted_or_word(rest)
    }
}

pub(super) fn split_word(text: &str) -> (&str, &str) {
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// A word, or what stands between quotes, and what follows it; `None` if a quote is not closed, or something is escaped
/// in it that need not be.
///
/// QOM: `get_str` of the monitor.
fn quoted_or_word(text: &str) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let (word, rest) = split_word(text);
        return Some((word.to_owned(), rest));
    };
    let mut word = String::new();
    let mut chars = quoted.chars();
    loop {
        match chars.next()? {
            '"' => return Some((word, chars.as_str())),
            '\\' => word.push(match chars.next()? {
                'n' => '\n',
                'r' => '\r',
                other @ ('\\' | '\'' | '"') => other,
                _ => return None,
            }),
            other => word.push(other),
        }
    }
}
