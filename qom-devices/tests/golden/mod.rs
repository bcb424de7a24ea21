//! Replies of QEMU 10.0.2, which lie next to this file.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// A file, read.
pub(crate) fn file(name: &str) -> Value {
    let content = fs::read_to_string(directory().join(name)).unwrap();
    serde_json::from_str(&content).unwrap()
}

/// The files whose names start so, by the rest of their names.
#[allow(dead_code, reason = "not all tests have several")]
pub(crate) fn files(start: &str) -> Vec<(String, Value)> {
    let entries = fs::read_dir(directory()).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let rest = |name: &String| Some(name.strip_prefix(start)?.strip_suffix(".json")?.to_owned());
    names.iter().filter_map(|name| Some((rest(name)?, file(name)))).collect()
}

/// What has to be a list.
pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("no list: {value}"))
}

/// What has to be a text.
pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}
