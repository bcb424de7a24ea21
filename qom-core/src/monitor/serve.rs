//! A monitor as what a server of the protocol asks.

use serde_json::{Map, Value as Json};

use super::introspect::VersionInfo;
use super::{Commands, Monitor, QmpError, Session};
use crate::types::Value;

impl Commands for Monitor {
    fn run(&self, _: &Session, name: &str, arguments: Map<String, Json>) -> Result<Value, QmpError> {
        Ok(Self::run(self, name, value(Json::Object(arguments)))?)
    }

    fn execute(&self, line: &str) -> String {
        Self::execute(self, line)
    }

    fn version(&self) -> Json {
        serde_json::to_value(VersionInfo::own()).unwrap_or_default()
    }
}

/// As serde has it, without copying the texts.
fn value(json: Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(value),
        Json::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => Value::Int(number.into()),
            (_, Some(number)) => Value::Int(number.into()),
            _ => number.as_f64().map_or(Value::Null, Value::Float),
        },
        Json::String(text) => Value::Str(text),
        Json::Array(values) => Value::List(values.into_iter().map(value).collect()),
        Json::Object(members) => Value::Map(members.into_iter().map(|(name, json)| (name, value(json))).collect()),
    }
}
