//! `info`: what there is to see.

use std::fmt::Write as _;

use qom_macros::hmp_command;
use serde::{Deserialize, Serialize};

use super::words::{ObjectPath, TypeName};
use crate::error::{Error, Result};
use crate::monitor::introspect::VersionInfo;
use crate::monitor::{Monitor, RunState};
use crate::object::Object;
use crate::tree::Departed;
use crate::types::{TypeInfo, types};

/// Show what was removed and is still held.
#[hmp_command(name = "info leaks")]
fn leaks(monitor: &Monitor) -> Result<String> {
    let line =
        |Departed { object, path, handles }| format!("{path} ({}): {handles} handles\n", Object::type_name(&object));
    Ok(monitor.context().departed().into_iter().map(line).collect())
}

/// Show the current VM name.
#[hmp_command(name = "info name")]
fn name(monitor: &Monitor) -> Result<String> {
    Ok(monitor.name().map_or_else(String::new, |name| format!("{name}\n")))
}

/// Show the current VM status (running|paused).
#[hmp_command(name = "info status")]
fn status(monitor: &Monitor) -> Result<String> {
    let state = monitor.context().run_state();
    let text = if state == RunState::Running { "running" } else { "paused" };
    let why = match state {
        RunState::Running | RunState::Paused => String::new(),
        RunState::Prelaunch => " (prelaunch)".to_owned(),
        RunState::Shutdown => " (shutdown)".to_owned(),
    };
    Ok(format!("VM status: {text}{why}\n"))
}

/// Show the version of qom.
#[hmp_command(name = "info version")]
fn version(_: &Monitor) -> Result<String> {
    let VersionInfo { qemu, package } = VersionInfo::own();
    Ok(format!("{}.{}.{} ({package})\n", qemu.major, qemu.minor, qemu.micro))
}

#[derive(Clone, Serialize, Deserialize)]
struct Path {
    path: Option<ObjectPath>,
}

/// Show QOM composition tree.
#[hmp_command(name = "info qom-tree")]
fn qom_tree(monitor: &Monitor, Path { path }: Path) -> Result<String> {
    let path = path.as_deref().unwrap_or("/machine");
    let Ok(object) = monitor.context().resolve(path) else {
        return Ok(format!("Path '{path}' could not be resolved.\n"));
    };
    let name = object.path_component();
    let mut text = String::new();
    branch(&mut text, name.as_deref().unwrap_or_default(), &object, 0);
    Ok(text)
}

fn branch(text: &mut String, name: &str, object: &Object, depth: usize) {
    let _ = writeln!(text, "{:indent$}/{name} ({})", "", object.type_name(), indent = 2 * depth);
    let mut children = object.children();
    children.sort_by(|(one, _), (other, _)| one.cmp(other));
    for (name, child) in &children {
        branch(text, name, child, depth + 1);
    }
}

#[derive(Clone, Serialize, Deserialize)]
struct Implements {
    implements: Option<TypeName>,
}

/// Show the types, or those that are instances of one; of singletons group and scope.
#[hmp_command(name = "info qom-types")]
fn qom_types(_: &Monitor, Implements { implements }: Implements) -> Result<String> {
    let wanted = implements.as_deref();
    let all = types().filter(|info| wanted.is_none_or(|wanted| info.is_a(wanted)));
    let text: String = all.map(|info| described(info) + "\n").collect();
    if text.is_empty() {
        return Err(Error::other(format!("there are no types that are '{}'", wanted.unwrap_or_default())));
    }
    Ok(text)
}

/// A type in a line: whose child it is, what is special about it.
fn described(info: &'static TypeInfo) -> String {
    let mut marks = Vec::new();
    if let Some(parent) = info.parent() {
        marks.push(format!("parent {parent}"));
    }
    if info.is_interface() {
        marks.push("interface".to_owned());
    } else if info.is_abstract() {
        marks.push("abstract".to_owned());
    }
    if let Some(singleton) = info.singleton() {
        marks.push(format!("singleton, group {}, scope {}", singleton.group.name(), singleton.scope));
    }
    if marks.is_empty() { info.name().to_owned() } else { format!("{} ({})", info.name(), marks.join("; ")) }
}
