//! How the answers to a step differ: a line for each way.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::peer::Said;

/// What of an element of a list is compared: where both have more, it is for people, or ours alone.
const COMPARED: &[&str] = &["type", "parent", "abstract", "default-value", "alias", "deprecated"];

/// Commands whose lists are of what a program has: what only QEMU has says nothing of ours.
const OF_THE_PROGRAM: &[&str] = &["qom-list-types", "query-commands", "query-machines"];

/// Lines of the human monitor that are of what the program has.
const HUMAN_OF_THE_PROGRAM: &[&str] = &["hmp info qdm", "hmp device_add help", "hmp device_add ?"];

/// The differences between what was said to the step.
pub(crate) fn differences(step: &str, ours: &Said, theirs: &Said) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    if ours.replies.len() != theirs.replies.len() {
        found.insert(format!("{} <> {}", all(&ours.replies), all(&theirs.replies)));
        return found;
    }
    for (ours, theirs) in ours.replies.iter().zip(&theirs.replies) {
        if ours.get("id") != theirs.get("id") {
            found.insert(format!("id {:?} <> {:?}", ours.get("id"), theirs.get("id")));
        }
        of_replies(step, ours, theirs, &mut found);
    }
    found
}

fn of_replies(step: &str, ours: &Value, theirs: &Value, found: &mut BTreeSet<String>) {
    let words: Vec<&str> = step.split_whitespace().collect();
    let (command, step) = (words[0], words.join(" "));
    match (ours.get("return"), theirs.get("return")) {
        (Some(Value::Array(ours)), Some(Value::Array(theirs))) if is_named(ours) && is_named(theirs) => {
            lists(&named(ours), &named(theirs), OF_THE_PROGRAM.contains(&command), found);
        }
        (Some(Value::String(ours)), Some(Value::String(theirs))) if command == "hmp" => {
            human(&step, ours, theirs, found);
        }
        // Versions are of the programs.
        (Some(_), Some(_)) if command == "query-version" => {}
        _ if told(ours) != told(theirs) => {
            found.insert(format!("{} <> {}", told(ours), told(theirs)));
        }
        _ => {}
    }
}

/// A reply in short.
fn told(reply: &Value) -> String {
    match (reply.get("return"), reply.get("error")) {
        (Some(value), _) => format!("ok {value}"),
        (_, Some(error)) => {
            format!("{}: {}", error["class"].as_str().unwrap_or("?"), error["desc"].as_str().unwrap_or("?"))
        }
        _ => reply.to_string(),
    }
}

fn all(replies: &[Value]) -> String {
    replies.iter().map(told).collect::<Vec<_>>().join(" | ")
}

fn is_named(list: &[Value]) -> bool {
    list.iter().all(|element| element["name"].is_string())
}

/// Elements by their names.
type Named = BTreeMap<String, Map<String, Value>>;

fn named(list: &[Value]) -> Named {
    let member = |element: &Value| {
        let members = COMPARED.iter().filter_map(|name| Some(((*name).to_owned(), element.get(name)?.clone())));
        let members: Map<String, Value> = members.collect();
        (element["name"].as_str().unwrap_or_default().to_owned(), members)
    };
    list.iter().map(member).collect()
}

fn lists(ours: &Named, theirs: &Named, only_ours_count: bool, found: &mut BTreeSet<String>) {
    for (name, members) in ours {
        match theirs.get(name) {
            None => found.insert(format!("only ours: {}", short(name, members))),
            Some(other) if other != members => {
                let text = |members: &Map<String, Value>| Value::Object(members.clone()).to_string();
                found.insert(format!("{name}: {} <> {}", text(members), text(other)))
            }
            Some(_) => false,
        };
    }
    if !only_ours_count {
        let only = theirs.iter().filter(|(name, _)| !ours.contains_key(*name));
        found.extend(only.map(|(name, members)| format!("only theirs: {}", short(name, members))));
    }
}

/// As the human monitor has it.
fn short(name: &str, members: &Map<String, Value>) -> String {
    match members.get("type") {
        Some(Value::String(type_name)) => format!("{name} ({type_name})"),
        _ => name.to_owned(),
    }
}

/// Texts of the human monitor. Those of several lines are sets of lines: neither has an order of properties.
fn human(step: &str, ours: &str, theirs: &str, found: &mut BTreeSet<String>) {
    let as_set = step.starts_with("hmp qom-list ");
    // A tree of a board has much that is nowhere here; what an object is to have `qom-list` tells.
    let only_ours_count = HUMAN_OF_THE_PROGRAM.contains(&step) || step.starts_with("hmp info qom-tree");
    if !as_set && !only_ours_count {
        if ours != theirs {
            found.insert(format!("{ours:?} <> {theirs:?}"));
        }
        return;
    }
    let lines = |text: &str| -> Named { text.lines().map(|line| (line.trim_end().to_owned(), Map::new())).collect() };
    lists(&lines(ours), &lines(theirs), only_ours_count, found);
}

/// Whether one did what was asked for and the other did not.
pub(crate) fn is_one_sided(ours: &Said, theirs: &Said) -> bool {
    let done = |said: &Said| said.replies.iter().filter(|reply| is_done(reply)).count();
    done(ours) != done(theirs)
}

fn is_done(reply: &Value) -> bool {
    match reply.get("return") {
        // What the human monitor refuses it says.
        Some(Value::String(text)) => !text.starts_with("Error:"),
        other => other.is_some(),
    }
}
