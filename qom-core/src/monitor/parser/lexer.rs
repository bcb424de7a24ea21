//! Where tokens begin and end.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    OpenObject,
    CloseObject,
    OpenList,
    CloseList,
    Colon,
    Comma,
    Integer,
    Float,
    Word,
    Text,
}

/// What the bytes so far are the start of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum State {
    /// No token.
    #[default]
    Start,
    /// What followed a byte that cannot be.
    Recovery,
    /// A string, in these quotes.
    Text(u8),
    /// `\` in a string.
    Escape(u8),
    /// `-`
    Minus,
    /// `0`
    Zero,
    /// `12`
    Digits,
    /// `12.`
    Point,
    /// `12.3`
    Fraction,
    /// `12e`
    Exponent,
    /// `12e+`
    ExponentSign,
    /// `12e3`
    ExponentDigits,
    /// `true`, or any word.
    Word,
}

/// What a byte does.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// It is of the token.
    Into(State),
    /// It is the last of the token.
    End(Kind),
    /// The token ended before it.
    EndBefore(Kind),
    /// It is between tokens.
    Start,
    /// A token can start with it.
    StartWith,
    /// It is of what follows an error.
    Skip,
    /// It cannot be.
    Stray,
}

impl Step {
    /// Whether the next byte is another.
    pub(super) fn uses_the_byte(self) -> bool {
        !matches!(self, Self::EndBefore(_) | Self::StartWith)
    }
}

impl State {
    /// How many of these bytes are of the string, and nothing else, from the first.
    pub(super) fn plain(self, bytes: &[u8]) -> usize {
        let Self::Text(quote) = self else { return 0 };
        bytes.iter().position(|&byte| !in_text(byte) || byte == quote || byte == b'\\').unwrap_or(bytes.len())
    }

    pub(super) fn step(self, byte: u8) -> Step {
        match (self, byte) {
            (Self::Start, _) => start(byte),

            (Self::Recovery, b'\t') => Step::Skip,
            (Self::Recovery, 0..0x20 | 0xFE..=0xFF | b'{' | b'}' | b'[' | b']' | b':' | b',') => Step::StartWith,
            (Self::Recovery, _) => Step::Skip,

            (Self::Text(quote), _) if byte == quote => Step::End(Kind::Text),
            (Self::Text(quote), b'\\') => Step::Into(Self::Escape(quote)),
            (Self::Text(_), _) if in_text(byte) => Step::Into(self),
            // What escapes there are is the grammar's business.
            (Self::Escape(quote), _) if in_text(byte) => Step::Into(Self::Text(quote)),
            (Self::Text(_) | Self::Escape(_), _) => Step::Stray,

            (Self::Minus, b'0') => Step::Into(Self::Zero),
            (Self::Minus, b'1'..=b'9') => Step::Into(Self::Digits),
            (Self::Zero, b'0'..=b'9') => Step::Stray,
            (Self::Zero | Self::Digits, b'.') => Step::Into(Self::Point),
            (Self::Digits, b'0'..=b'9') => Step::Into(Self::Digits),
            (Self::Digits | Self::Fraction, b'e' | b'E') => Step::Into(Self::Exponent),
            (Self::Point | Self::Fraction, b'0'..=b'9') => Step::Into(Self::Fraction),
            (Self::Exponent, b'+' | b'-') => Step::Into(Self::ExponentSign),
            (Self::Exponent | Self::ExponentSign | Self::ExponentDigits, b'0'..=b'9') => {
                Step::Into(Self::ExponentDigits)
            }
            (Self::Word, b'a'..=b'z') => Step::Into(Self::Word),

            (Self::Zero | Self::Digits, _) => Step::EndBefore(Kind::Integer),
            (Self::Fraction | Self::ExponentDigits, _) => Step::EndBefore(Kind::Float),
            (Self::Word, _) => Step::EndBefore(Kind::Word),
            (Self::Minus | Self::Point | Self::Exponent | Self::ExponentSign, _) => Step::Stray,
        }
    }

    /// What the end of all bytes does; `None` if it is between tokens.
    pub(super) fn step_at_the_end(self) -> Option<Step> {
        match self {
            Self::Start | Self::Recovery => None,
            _ => Some(self.step(0)),
        }
    }
}

fn start(byte: u8) -> Step {
    match byte {
        b' ' | b'\t' | b'\r' | b'\n' => Step::Start,
        b'"' | b'\'' => Step::Into(State::Text(byte)),
        b'-' => Step::Into(State::Minus),
        b'0' => Step::Into(State::Zero),
        b'1'..=b'9' => Step::Into(State::Digits),
        b'a'..=b'z' => Step::Into(State::Word),
        b'{' => Step::End(Kind::OpenObject),
        b'}' => Step::End(Kind::CloseObject),
        b'[' => Step::End(Kind::OpenList),
        b']' => Step::End(Kind::CloseList),
        b':' => Step::End(Kind::Colon),
        b',' => Step::End(Kind::Comma),
        _ => Step::Stray,
    }
}

/// Whether the byte can be in a string. That the bytes are UTF-8 is the grammar's business.
fn in_text(byte: u8) -> bool {
    (0x20..0xFE).contains(&byte)
}
