//! What tokens say.

use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use super::lexer::Kind;
use super::{ParseError, text};

/// The value that all these tokens are. Each is a kind, and where in `text` it ends.
pub(super) fn value(text: &[u8], tokens: &[(Kind, usize)]) -> Result<Value, ParseError> {
    Tokens { text, tokens, start: 0 }.value()
}

/// The tokens that are left.
struct Tokens<'a> {
    text: &'a [u8],
    tokens: &'a [(Kind, usize)],
    /// Where in `text` the first starts.
    start: usize,
}

impl<'a> Tokens<'a> {
    fn next(&mut self) -> Result<(Kind, &'a [u8]), ParseError> {
        let Some((&(kind, end), rest)) = self.tokens.split_first() else {
            return Err(ParseError::syntax("premature EOI"));
        };
        let token = &self.text[self.start..end];
        (self.tokens, self.start) = (rest, end);
        Ok((kind, token))
    }

    /// Takes the next if it is of this kind.
    fn skip(&mut self, kind: Kind) -> Result<bool, ParseError> {
        let is_it = self.tokens.first().is_some_and(|&(next, _)| next == kind);
        if is_it {
            self.next()?;
        }
        Ok(is_it)
    }

    /// As deep in itself as the value is, which the parser limits.
    fn value(&mut self) -> Result<Value, ParseError> {
        let (kind, token) = self.next()?;
        match kind {
            Kind::OpenObject => self.object(),
            Kind::OpenList => self.list(),
            Kind::Text => text::decode(token).map(Value::String),
            Kind::Integer | Kind::Float => number(kind, token).map(Value::Number),
            Kind::Word => word(token),
            Kind::CloseObject | Kind::CloseList | Kind::Colon | Kind::Comma => {
                Err(ParseError::syntax("expecting value"))
            }
        }
    }

    fn list(&mut self) -> Result<Value, ParseError> {
        let mut values = Vec::new();
        if self.skip(Kind::CloseList)? {
            return Ok(Value::Array(values));
        }
        loop {
            values.push(self.value()?);
            match self.next()?.0 {
                Kind::Comma => {}
                Kind::CloseList => return Ok(Value::Array(values)),
                _ => return Err(ParseError::syntax("expected separator in list")),
            }
        }
    }

    fn object(&mut self) -> Result<Value, ParseError> {
        let mut members = Map::new();
        if self.skip(Kind::CloseObject)? {
            return Ok(Value::Object(members));
        }
        loop {
            let Value::String(key) = self.value()? else {
                return Err(ParseError::syntax("key is not a string in object"));
            };
            if self.next()?.0 != Kind::Colon {
                return Err(ParseError::syntax("missing : in object pair"));
            }
            let value = self.value()?;
            match members.entry(key) {
                Entry::Vacant(place) => place.insert(value),
                Entry::Occupied(_) => return Err(ParseError::syntax("duplicate key")),
            };
            match self.next()?.0 {
                Kind::Comma => {}
                Kind::CloseObject => return Ok(Value::Object(members)),
                _ => return Err(ParseError::syntax("expected separator in dict")),
            }
        }
    }
}

/// An integer is one as long as 64 bits have it, signed or not.
fn number(kind: Kind, token: &[u8]) -> Result<Number, ParseError> {
    let token = text::quoted_whole(token);
    if kind == Kind::Integer {
        if let Ok(number) = token.parse::<i64>() {
            return Ok(number.into());
        }
        if let Ok(number) = token.parse::<u64>() {
            return Ok(number.into());
        }
    }
    // QEMU has infinity where this is an error; it cannot be written in JSON, so no client could read it.
    let number = token.parse::<f64>().ok().and_then(Number::from_f64);
    number.ok_or_else(|| ParseError::syntax("number out of range"))
}

fn word(token: &[u8]) -> Result<Value, ParseError> {
    match token {
        b"true" => Ok(Value::Bool(true)),
        b"false" => Ok(Value::Bool(false)),
        b"null" => Ok(Value::Null),
        _ => Err(ParseError::syntax(format_args!("invalid keyword '{}'", text::quoted(token)))),
    }
}
