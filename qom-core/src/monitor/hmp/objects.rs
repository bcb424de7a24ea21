//! The commands that look at objects, and change them; and those that drive the machine.

use qom_macros::hmp_command;
use serde::{Deserialize, Serialize};

use super::words::{ObjectId, ObjectPath, PropertyName, Rest};
use crate::error::{Error, Result};
use crate::monitor::{Format, Monitor, parse_text, print, run_state};
use crate::property::PropertyDescription;
use crate::types::Value;

#[derive(Clone, Serialize, Deserialize)]
struct Path {
    path: Option<ObjectPath>,
}

/// List QOM properties.
#[hmp_command(params = "path")]
fn qom_list(monitor: &Monitor, Path { path }: Path) -> Result<String> {
    let Some(path) = path else { return Ok("/\n".to_owned()) };
    let object = monitor.context().resolve(&path)?;
    let line = |property: PropertyDescription| format!("{} ({})\n", property.name, property.type_name);
    Ok(object.properties().into_iter().map(line).collect())
}

#[derive(Clone, Serialize, Deserialize)]
struct PropertyAt {
    path: ObjectPath,
    property: PropertyName,
}

/// Print QOM property.
#[hmp_command]
fn qom_get(monitor: &Monitor, PropertyAt { path, property }: PropertyAt) -> Result<String> {
    let value: Value = monitor.context().resolve(&path)?.get(&property)?;
    let value = serde_json::to_value(value).map_err(Error::other)?;
    Ok(print(&value, Format::Pretty) + "\n")
}

#[derive(Clone, Serialize, Deserialize)]
struct ValueFor {
    /// The value is JSON.
    #[serde(rename = "j", default)]
    is_json: bool,
    path: ObjectPath,
    property: PropertyName,
    value: Rest,
}

/// Set QOM property (-j: the value is specified in json format).
#[hmp_command]
fn qom_set(monitor: &Monitor, ValueFor { is_json, path, property, value }: ValueFor) -> Result<String> {
    if is_json {
        // What is no JSON is told before there is no object, as QEMU does.
        let value: Value = parse_text(&value).map_err(Error::other)?.into();
        monitor.context().resolve(&path)?.set(&property, value)?;
    } else {
        monitor.context().resolve(&path)?.set_from_str(&property, &value)?;
    }
    Ok(String::new())
}

#[derive(Clone, Serialize, Deserialize)]
struct Id {
    id: ObjectId,
}

/// Destroy QOM object.
#[hmp_command(name = "object_del")]
fn object_del(monitor: &Monitor, Id { id }: Id) -> Result<String> {
    monitor.context().object_del(&id).map(|()| String::new())
}

/// Stop emulation.
#[hmp_command(alias = "s")]
fn stop(monitor: &Monitor) -> Result<String> {
    run_state::stop(monitor).map(|()| String::new())
}

/// Resume emulation.
#[hmp_command(alias = "c")]
fn cont(monitor: &Monitor) -> Result<String> {
    run_state::cont(monitor).map(|()| String::new())
}

/// Quit the emulator.
#[hmp_command(alias = "q")]
fn quit(monitor: &Monitor) -> Result<String> {
    run_state::quit(monitor).map(|()| String::new())
}

/// Reset the system.
#[hmp_command(name = "system_reset")]
fn system_reset(monitor: &Monitor) -> Result<String> {
    run_state::system_reset(monitor).map(|()| String::new())
}
