//! The commands that look at objects, and change them.

use std::collections::BTreeMap;

use qom_macros::qmp_command;
use serde::{Deserialize, Serialize};

use super::{Arguments, Monitor};
use crate::error::Result;
use crate::property::PropertyDescription;
use crate::types::{TypeInfo, Value, types_implementing};

#[derive(Clone, Serialize, Deserialize)]
struct Path {
    path: String,
}

/// A property of an object.
#[derive(Clone, Serialize, Deserialize)]
struct ListedProperty {
    name: String,
    #[serde(rename = "type")]
    type_name: String,
}

/// The properties that an object has now, with its children and links.
#[qmp_command]
fn qom_list(monitor: &Monitor, Path { path }: Path) -> Result<Vec<ListedProperty>> {
    let object = monitor.context().resolve(&path)?;
    let listed = |PropertyDescription { name, type_name, .. }| ListedProperty { name, type_name };
    Ok(object.properties().into_iter().map(listed).collect())
}

#[derive(Clone, Serialize, Deserialize)]
struct PropertyAt {
    path: String,
    property: String,
}

/// The value of a property.
#[qmp_command]
fn qom_get(monitor: &Monitor, PropertyAt { path, property }: PropertyAt) -> Result<Value> {
    monitor.context().resolve(&path)?.get(&property)
}

#[derive(Clone, Serialize, Deserialize)]
struct ValueFor {
    path: String,
    property: String,
    value: Value,
}

/// Gives a property a value.
#[qmp_command]
fn qom_set(monitor: &Monitor, ValueFor { path, property, value }: ValueFor) -> Result<()> {
    monitor.context().resolve(&path)?.set(&property, value)
}

#[derive(Clone, Serialize, Deserialize)]
struct Paths {
    paths: Vec<String>,
}

/// The properties of one of several objects.
#[derive(Clone, Serialize, Deserialize)]
struct ObjectProperties {
    properties: Vec<ValueOfProperty>,
}

/// A property with its value, if that can be read.
#[derive(Clone, Serialize, Deserialize)]
struct ValueOfProperty {
    name: String,
    #[serde(rename = "type")]
    type_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Value>,
}

/// The properties of several objects with their values.
#[qmp_command]
fn qom_list_get(monitor: &Monitor, Paths { paths }: Paths) -> Result<Vec<ObjectProperties>> {
    let list = |path: String| {
        let object = monitor.context().resolve(&path)?;
        let properties = object.properties().into_iter().map(|PropertyDescription { name, type_name, .. }| {
            let value = object.get::<Value>(&name).ok();
            ValueOfProperty { name, type_name, value }
        });
        Ok(ObjectProperties { properties: properties.collect() })
    };
    paths.into_iter().map(list).collect()
}

/// What each request for an object has.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct NewObject {
    qom_type: String,
    id: String,
}

/// With the properties of all types that there are.
fn new_object() -> Arguments {
    let open = types_implementing("user-creatable").filter(|info| !info.is_abstract());
    let case = |info: &'static TypeInfo| {
        let class = info.class().ok()?;
        let settable = class.describe_properties().into_iter().filter(|property| property.is_writable);
        Some((info.name(), settable.map(PropertyDescription::into_member).collect()))
    };
    Arguments::of::<NewObject>().with_cases("qom-type", open.filter_map(case).collect())
}

/// Creates an object in `/objects`: `qom-type`, `id`, and its properties.
#[qmp_command(arguments = new_object)]
fn object_add(monitor: &Monitor, arguments: BTreeMap<String, Value>) -> Result<()> {
    monitor.context().object_add_map(arguments).map(drop)
}

#[derive(Clone, Serialize, Deserialize)]
struct Id {
    id: String,
}

/// Deletes an object of `/objects`.
#[qmp_command]
fn object_del(monitor: &Monitor, Id { id }: Id) -> Result<()> {
    monitor.context().object_del(&id)
}
