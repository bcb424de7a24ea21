//! The commands that tell of types and of the monitor itself. None of them creates an object.

use qom_macros::qmp_command;
use serde::{Deserialize, Serialize};

use super::Monitor;
use super::command::commands;
use crate::class::{Class, class_by_name};
use crate::error::{Error, Result};
use crate::property::PropertyDescription;
use crate::types::{Settable, TypeInfo, Value, types, types_implementing};

#[derive(Clone, Serialize, Deserialize)]
struct WhichTypes {
    implements: Option<String>,
    #[serde(rename = "abstract")]
    is_abstract: Option<bool>,
}

/// A type.
#[derive(Clone, Serialize, Deserialize)]
struct ObjectTypeInfo {
    name: String,
    #[serde(rename = "abstract", skip_serializing_if = "Option::is_none")]
    is_abstract: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<String>,
    /// Of a type of which there can be one: with which others, and in what.
    #[serde(skip_serializing_if = "Option::is_none")]
    singleton: Option<SingletonInfo>,
}

/// How a type is a singleton.
#[derive(Clone, Serialize, Deserialize)]
struct SingletonInfo {
    group: String,
    scope: String,
}

/// The types, or those that are, or implement, one; those without objects of their own if asked for.
#[qmp_command]
fn qom_list_types(_: &Monitor, which: WhichTypes) -> Result<Vec<ObjectTypeInfo>> {
    let all: Vec<&'static TypeInfo> = match &which.implements {
        Some(name) => types_implementing(name).collect(),
        None => types().collect(),
    };
    let with_abstract = which.is_abstract.unwrap_or(false);
    let listed = all.into_iter().filter(|info| with_abstract || !info.is_abstract());
    Ok(listed.map(type_info).collect())
}

fn type_info(info: &'static TypeInfo) -> ObjectTypeInfo {
    ObjectTypeInfo {
        name: info.name().to_owned(),
        is_abstract: info.is_abstract().then_some(true),
        parent: info.parent().map(str::to_owned),
        singleton: info.singleton().map(|singleton| SingletonInfo {
            group: singleton.group.name().to_owned(),
            scope: singleton.scope.to_string(),
        }),
    }
}

#[derive(Clone, Serialize, Deserialize)]
struct TypeName {
    typename: String,
}

/// What there is to know of a property of a type without an object of it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct ObjectPropertyInfo {
    name: String,
    #[serde(rename = "type")]
    type_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default_value: Option<Value>,
    readable: bool,
    writable: bool,
    /// When it can be set.
    settable: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Vec<Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    values: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deprecated: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    declared_by: Option<String>,
}

/// The properties of a type.
#[qmp_command]
fn qom_list_properties(_: &Monitor, TypeName { typename }: TypeName) -> Result<Vec<ObjectPropertyInfo>> {
    let class = class_by_name(&typename).map_err(|_| Error::NoSuchClass { name: typename.clone().into() })?;
    if !class.is_a("object") {
        return Err(expects("typename", "a QOM type"));
    }
    Ok(described(class, |_| true))
}

/// The properties of a type of device that tell how it can be configured.
#[qmp_command(when = ready)]
fn device_list_properties(_: &Monitor, TypeName { typename }: TypeName) -> Result<Vec<ObjectPropertyInfo>> {
    let class = class_by_name(&typename).map_err(|_| Error::NoSuchObject { path: typename.clone().into() })?;
    if !class.is_a("device") || class.is_abstract() {
        return Err(expects("typename", "a non-abstract device type"));
    }
    Ok(described(class, |property| !matches!(property.declared_by, Some("object" | "device"))))
}

fn expects(name: &str, what: &str) -> Error {
    Error::InvalidParameterValue { name: name.into(), expected: what.to_owned().into() }
}

fn described(class: &'static Class, counts: fn(&PropertyDescription) -> bool) -> Vec<ObjectPropertyInfo> {
    class.describe_properties().into_iter().filter(counts).map(property_info).collect()
}

fn property_info(property: PropertyDescription) -> ObjectPropertyInfo {
    ObjectPropertyInfo {
        description: Some(property.doc).filter(|doc| !doc.is_empty()),
        default_value: property.default,
        readable: property.is_readable,
        writable: property.is_writable,
        settable: match property.settable {
            Settable::Always => "always",
            Settable::BeforeRealize => "before-realize",
        }
        .to_owned(),
        range: property.range.map(|(from, to)| vec![Value::Int(from), Value::Int(to)]),
        unit: property.unit.map(str::to_owned),
        values: property.choices.into_iter().map(str::to_owned).collect(),
        deprecated: property.deprecated.map(str::to_owned),
        declared_by: property.declared_by.map(str::to_owned),
        name: property.name,
        type_name: property.type_name,
    }
}

/// A command.
#[derive(Clone, Serialize, Deserialize)]
struct CommandInfo {
    name: String,
}

/// The commands there are.
#[qmp_command]
fn query_commands(_: &Monitor) -> Result<Vec<CommandInfo>> {
    Ok(commands().map(|command| CommandInfo { name: command.name.to_owned() }).collect())
}

/// The name of the machine.
#[derive(Clone, Serialize, Deserialize)]
struct NameInfo {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

/// The name that the machine was given.
#[qmp_command]
fn query_name(monitor: &Monitor) -> Result<NameInfo> {
    Ok(NameInfo { name: monitor.name().map(str::to_owned) })
}

/// Which program answers.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct VersionInfo {
    /// Where tools look for it; of this program.
    pub(super) qemu: VersionTriple,
    pub(super) package: String,
}

/// A version.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct VersionTriple {
    pub(super) major: u32,
    pub(super) minor: u32,
    pub(super) micro: u32,
}

impl VersionInfo {
    pub(super) fn own() -> Self {
        let number = |text: &str| text.parse().unwrap_or(0);
        let qemu = VersionTriple {
            major: number(env!("CARGO_PKG_VERSION_MAJOR")),
            minor: number(env!("CARGO_PKG_VERSION_MINOR")),
            micro: number(env!("CARGO_PKG_VERSION_PATCH")),
        };
        Self { qemu, package: concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")).to_owned() }
    }
}

/// The version of the program.
#[qmp_command]
fn query_version(_: &Monitor) -> Result<VersionInfo> {
    Ok(VersionInfo::own())
}
