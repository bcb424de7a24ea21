//! A monitor as what a server of the protocol asks.

use serde_json::{Map, Value as Json};

use super::introspect::VersionInfo;
use super::{Commands, Monitor, QmpError, Session};
use crate::types::Value;

impl Commands for Monitor {
    fn run(&self, _: &Session, name: &str, arguments: Map<String, Json>) -> Result<Value, QmpError> {
        Ok(Self::run(self, name, Json::Object(arguments).into())?)
    }

    fn execute(&self, line: &str) -> String {
        Self::execute(self, line)
    }

    fn version(&self) -> Json {
        serde_json::to_value(VersionInfo::own()).unwrap_or_default()
    }
}
