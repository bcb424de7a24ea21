//! What a client of the monitor could send.

use qom_core::monitor::{Commands, Format, ParseError, Parser, QmpError, Session, parse_text, print};
use qom_core::prelude::Value as Answer;
use serde_json::{Map, Value};

struct Echo;

impl Commands for Echo {
    fn run(&self, session: &Session, name: &str, arguments: Map<String, Value>) -> Result<Answer, QmpError> {
        assert!(session.is_negotiated(), "'{name}' before negotiation");
        match name {
            "echo" => Ok(serde_json::from_value(Value::Object(arguments)).expect("a value is one")),
            _ => Err(QmpError::command_not_found(name)),
        }
    }

    fn version(&self) -> Value {
        Value::Null
    }
}

/// Requests in any bytes, of which the first says how they are cut: portions do not matter, what is read can be printed
/// and read again, and each request has one answer, which is a line.
///
/// # Panics
/// If not.
pub fn qmp_parser(data: &[u8]) {
    let Some((&portion, text)) = data.split_first() else { return };
    let whole = all(text, text.len());
    assert_eq!(whole, all(text, portion.into()), "in portions of {portion}");
    assert_eq!(whole, all(text, 1), "byte by byte");
    for format in [Format::Line, Format::Pretty] {
        for value in whole.iter().flatten() {
            let text = print(value, format);
            let again = parse_text(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
            assert_eq!(print(&again, format), print(&without_negative_zero(value), format));
        }
        answer(&whole, format);
    }
}

fn all(text: &[u8], portion: usize) -> Vec<Result<Value, ParseError>> {
    let mut parser = Parser::new();
    let mut found = Vec::new();
    for mut bytes in text.chunks(portion.max(1)) {
        found.extend(std::iter::from_fn(|| parser.parse(&mut bytes)));
        assert!(bytes.is_empty(), "{} bytes were left", bytes.len());
    }
    found
}

/// `-0.0` is printed as `-0`, as C does, and that is the integer 0 when read.
fn without_negative_zero(value: &Value) -> Value {
    let mut value = value.clone();
    let mut inner = vec![&mut value];
    while let Some(value) = inner.pop() {
        match value {
            Value::Number(number) if number.as_f64() == Some(0.0) => *number = 0.into(),
            Value::Array(values) => inner.extend(values),
            Value::Object(members) => inner.extend(members.values_mut()),
            _ => {}
        }
    }
    value
}

fn answer(requests: &[Result<Value, ParseError>], format: Format) {
    let session = Session::new(format);
    for request in requests {
        check_answer(&session.answer(&Echo, request.clone()), request, format);
    }
}

/// The answer to a request: one line, a result or an error, and the request's id.
pub(super) fn check_answer(line: &str, request: &Result<Value, ParseError>, format: Format) -> Map<String, Value> {
    let text = line.strip_suffix("\r\n").expect("a line");
    assert!(text.bytes().all(|byte| matches!(byte, 0x20..0x7F | b'\r' | b'\n')), "{text}");
    assert!(format == Format::Pretty || !text.contains(['\r', '\n']), "{text}");
    let Ok(Value::Object(answer)) = parse_text(text) else { panic!("no object: {text}") };
    assert_eq!(answer.contains_key("return"), !answer.contains_key("error"), "{text}");
    let id = request.as_ref().ok().and_then(|request| request.get("id"));
    let id = id.map(|id| print(&without_negative_zero(id), format));
    assert_eq!(id, answer.get("id").map(|id| print(id, format)), "{text}");
    assert_eq!(answer.len(), 1 + usize::from(id.is_some()), "{text}");
    answer
}
