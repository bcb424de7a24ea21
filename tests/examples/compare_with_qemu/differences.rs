//! What is meant to be different, from `tests/peers/differences.json`.

use std::cell::Cell;

use serde_json::Value;

/// A reason, the steps and the differences that it is about: patterns in which `*` is any text.
struct Entry {
    steps: Vec<String>,
    differs: Vec<(String, Cell<usize>)>,
}

/// Steps that are not sent to QEMU.
struct LeftOut {
    step: String,
    used: Cell<usize>,
}

pub(crate) struct Differences {
    entries: Vec<Entry>,
    left_out: Vec<LeftOut>,
}

impl Differences {
    /// # Errors
    /// If the text is not of the form that it has.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let file: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let list = |value: &Value| value.as_array().cloned().ok_or_else(|| format!("not a list: {value}"));
        let texts = |value: &Value| -> Result<Vec<String>, String> {
            let text = |value: Value| value.as_str().map(str::to_owned).ok_or_else(|| format!("not a text: {value}"));
            list(value)?.into_iter().map(text).collect()
        };
        let mut read = Self { entries: Vec::new(), left_out: Vec::new() };
        for entry in list(&file["differences"])? {
            with_reason(&entry)?;
            let differs = texts(&entry["differs"])?.into_iter().map(|pattern| (pattern, Cell::new(0))).collect();
            read.entries.push(Entry { steps: texts(&entry["steps"])?, differs });
        }
        for entry in list(&file["left-out"])? {
            with_reason(&entry)?;
            let steps = texts(&entry["steps"])?.into_iter();
            read.left_out.extend(steps.map(|step| LeftOut { step, used: Cell::new(0) }));
        }
        Ok(read)
    }

    /// Whether the step is one that QEMU does not get.
    pub(crate) fn leaves_out(&self, step: &str) -> bool {
        self.left_out.iter().any(|entry| {
            let is_it = matches(&entry.step, step);
            entry.used.update(|used| used + usize::from(is_it));
            is_it
        })
    }

    /// Whether a difference after the step is one that is meant.
    pub(crate) fn explain(&self, step: &str, difference: &str) -> bool {
        let entries = self.entries.iter().filter(|entry| entry.steps.iter().any(|pattern| matches(pattern, step)));
        entries.flat_map(|entry| &entry.differs).any(|(pattern, used)| {
            let is_it = matches(pattern, difference);
            used.update(|used| used + usize::from(is_it));
            is_it
        })
    }

    /// The patterns that explained nothing.
    pub(crate) fn unused(&self) -> Vec<&str> {
        let unused = |used: &Cell<usize>| used.get() == 0;
        let differences = self.entries.iter().flat_map(|entry| &entry.differs).filter(|(_, used)| unused(used));
        let left_out = self.left_out.iter().filter(|entry| unused(&entry.used));
        differences.map(|(pattern, _)| &**pattern).chain(left_out.map(|entry| &*entry.step)).collect()
    }
}

fn with_reason(entry: &Value) -> Result<(), String> {
    match entry["reason"].as_str() {
        Some(reason) if !reason.is_empty() => Ok(()),
        _ => Err(format!("there is no reason in {entry}")),
    }
}

/// Whether the pattern is the text, with any text for each `*`.
fn matches(pattern: &str, text: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        let Some(at) = text.find(part) else { return false };
        text = &text[at + part.len()..];
    }
    text.ends_with(last)
}
