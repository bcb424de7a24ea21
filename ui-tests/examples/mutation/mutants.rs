//! The changes: each token deleted, doubled, mistyped.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use proc_macro2::{Delimiter, Spacing, Span, TokenStream, TokenTree};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Deleted,
    Doubled,
    Mistyped,
}

/// A changed text.
pub(crate) struct Mutant {
    pub(crate) change: Change,
    /// The token that was changed, and its line.
    pub(crate) token: String,
    pub(crate) line: usize,
    pub(crate) text: String,
}

impl fmt::Display for Mutant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, `{}` {:?}", self.line, self.token, self.change)
    }
}

/// All changes of a text.
pub(crate) fn of(text: &str) -> Vec<Mutant> {
    let stream = TokenStream::from_str(text).expect("the subject is made of tokens");
    let mut tokens = Vec::new();
    collect(stream, &mut tokens);
    // Documentation is several tokens at the place of one.
    tokens.retain(|token: &Range<usize>| !text[token.clone()].starts_with("//"));
    tokens.dedup();
    let mut mutants = Vec::new();
    for token in tokens {
        let word = &text[token.clone()];
        let line = text[..token.start].lines().count();
        let mut add = |change, with: &str| {
            let text = [&text[..token.start], with, &text[token.end..]].concat();
            mutants.push(Mutant { change, token: word.to_owned(), line, text });
        };
        add(Change::Deleted, "");
        add(Change::Doubled, &format!("{word} {word}"));
        if let Some(mistyped) = mistyped(word) {
            add(Change::Mistyped, &mistyped);
        }
    }
    mutants
}

fn collect(stream: TokenStream, tokens: &mut Vec<Range<usize>>) {
    let mut joint: Option<usize> = None;
    for tree in stream {
        let start = joint.take();
        match tree {
            TokenTree::Group(group) => {
                let is_visible = group.delimiter() != Delimiter::None;
                tokens.extend(is_visible.then(|| range(group.span_open())));
                collect(group.stream(), tokens);
                tokens.extend(is_visible.then(|| range(group.span_close())));
            }
            TokenTree::Punct(punct) => {
                let place = range(punct.span());
                // `->` and `::` are one, and so is a lifetime with its quote.
                let from = start.unwrap_or(place.start);
                if punct.spacing() == Spacing::Joint {
                    joint = Some(from);
                } else {
                    tokens.push(from..place.end);
                }
            }
            other => {
                let place = range(other.span());
                tokens.push(start.unwrap_or(place.start)..place.end);
            }
        }
    }
}

fn range(span: Span) -> Range<usize> {
    span.byte_range()
}

/// A slip of the finger; `None` where one would be another valid value.
fn mistyped(word: &str) -> Option<String> {
    let first = word.chars().next()?;
    if first.is_alphabetic() || first == '_' {
        let mut letters: Vec<char> = word.chars().collect();
        let last_two = letters.windows(2).rposition(|two| two[0] != two[1]);
        match last_two {
            Some(at) => letters.swap(at, at + 1),
            None => letters.push('q'),
        }
        return Some(letters.into_iter().collect());
    }
    let neighbour = match word {
        "," => ".",
        ";" | "." => ",",
        ":" => ";",
        "::" => ":",
        "=" => "-",
        "->" => "-.",
        "<" => ",",
        ">" => ".",
        "#" => "3",
        "&" => "*",
        "?" => "/",
        "!" => "1",
        "(" | "{" => "[",
        ")" | "}" => "]",
        "[" => "(",
        "]" => ")",
        _ => return None,
    };
    Some(neighbour.to_owned())
}
