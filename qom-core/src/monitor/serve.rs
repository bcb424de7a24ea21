//! A monitor as what a server of the protocol asks.

use serde::Deserialize;
use serde_json::{Map, Value as Json};

use super::introspect::VersionInfo;
use super::{Commands, Monitor, QmpError, Session};
use crate::error::Error;
use crate::types::Value;

impl Commands for Monitor {
    fn run(&self, _: &Session, name: &str, arguments: Map<String, Json>) -> Result<Json, QmpError> {
        let arguments = Value::deserialize(Json::Object(arguments)).map_err(Error::other)?;
        let answer = Self::run(self, name, arguments)?;
        Ok(serde_json::to_value(answer).map_err(Error::other)?)
    }

    fn execute(&self, line: &str) -> String {
        Self::execute(self, line)
    }

    fn version(&self) -> Json {
        serde_json::to_value(VersionInfo::own()).unwrap_or_default()
    }
}
