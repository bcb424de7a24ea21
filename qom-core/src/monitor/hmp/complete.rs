//! What Tab offers: commands, paths, properties, names of types.

use super::command::{Argument, Known, commands};
use super::words::Kind;
use crate::context::Context;
use crate::monitor::Monitor;
use crate::object::Object;
use crate::types::{TypeInfo, types_implementing};

/// Where the word begins that ends a line, and what it could be.
pub(super) fn candidates(monitor: &Monitor, line: &str) -> (usize, Vec<String>) {
    let word = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    let start = line.len() - word.len();
    let before = &line[..start];
    let mut found = match Known::of(before) {
        Some((command, rest)) if command.arguments.first().is_some_and(|first| first.kind == Kind::CommandName) => {
            names(rest, word)
        }
        // There may be commands that begin with this one.
        Some((command, rest)) if rest.trim().is_empty() => {
            let mut found = names(before, word);
            found.extend(argument(monitor, command, rest, word));
            found
        }
        Some((command, rest)) => argument(monitor, command, rest, word),
        None => names(before, word),
    };
    found.sort();
    found.dedup();
    (start, found)
}

/// The words that can follow these in the name of a command.
fn names(before: &str, word: &str) -> Vec<String> {
    let before: Vec<&str> = before.split_whitespace().collect();
    let names = commands().map(|command| command.command.name.split(' ').collect::<Vec<_>>());
    let next = names.filter_map(|name| name.strip_prefix(&before[..])?.first().copied());
    next.filter(|next| next.starts_with(word)).map(|next| format!("{next} ")).collect()
}

fn argument(monitor: &Monitor, command: &Known, before: &str, word: &str) -> Vec<String> {
    let context = monitor.context();
    let before: Vec<&str> = before.split_whitespace().filter(|word| !word.starts_with('-')).collect();
    let is_flag = |argument: &&Argument| matches!(argument.kind, Kind::Flag(_));
    let words: Vec<Kind> = command.arguments.iter().filter(|argument| !is_flag(argument)).map(|it| it.kind).collect();
    match words.get(before.len()) {
        Some(Kind::ObjectPath) => paths(context, word),
        Some(Kind::PropertyName) => match context.object_at(before[0]) {
            // What comes behind is a value for it.
            Ok(object) => properties(&object, words.len() > before.len() + 1, word),
            Err(_) => Vec::new(),
        },
        Some(Kind::TypeName) => {
            let all = types_implementing("object").chain(types_implementing("interface")).map(TypeInfo::name);
            all.filter(|name| name.starts_with(word)).map(str::to_owned).collect()
        }
        Some(Kind::DeviceId) => ids(context, "/machine/peripheral", word),
        Some(Kind::ObjectId) => ids(context, "/objects", word),
        Some(Kind::Word | Kind::Rest | Kind::CommandName | Kind::Flag(_)) | None => Vec::new(),
    }
}

/// The ids of what users created there.
fn ids(context: &Context, place: &str, word: &str) -> Vec<String> {
    let objects = context.object_at(place).map(|objects| objects.children()).unwrap_or_default();
    objects.iter().map(|(id, _)| (**id).to_owned()).filter(|id| id.starts_with(word)).collect()
}

/// The properties that can be set, or that can be read, children included.
fn properties(object: &Object, to_set: bool, word: &str) -> Vec<String> {
    let declared = object.class().properties().filter(|property| !to_set || property.is_writable());
    let mut names: Vec<String> = declared.map(|property| property.name().to_owned()).collect();
    if !to_set {
        names.extend(object.children().iter().map(|(name, _)| (**name).to_owned()));
    }
    names.retain(|name| name.starts_with(word));
    names
}

/// The children of what the path leads to up to its last slash.
fn paths(context: &Context, word: &str) -> Vec<String> {
    let Some((parent, name)) = word.rsplit_once('/') else { return vec!["/".to_owned()] };
    let object = context.object_at(if parent.is_empty() { "/" } else { parent });
    let children = object.map(|object| object.children()).unwrap_or_default();
    let fitting = children.into_iter().filter(|(child, _)| child.starts_with(name));
    fitting
        .map(|(child, object)| format!("{parent}/{child}{}", if object.children().is_empty() { "" } else { "/" }))
        .collect()
}
