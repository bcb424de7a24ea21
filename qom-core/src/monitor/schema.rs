//! `query-qmp-schema`: the commands and events there are, with the types of what they take and tell.

use std::collections::BTreeMap;

use qom_macros::qmp_command;
use serde::{Deserialize, Serialize};

use super::Monitor;
use super::command::{Arguments, Cases, commands};
use super::event::events;
use crate::error::Result;
use crate::types::{MemberDescription, Shape};

/// An entity of the schema.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct SchemaInfo {
    name: String,
    meta_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    arg_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ret_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    json_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    element_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    members: Option<Vec<SchemaMember>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    values: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    variants: Option<Vec<SchemaVariant>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    allow_oob: Option<bool>,
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct SchemaMember {
    name: String,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    type_name: Option<String>,
    /// Null: it need not be given.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    default: Option<()>,
}

/// The members that an object has if its tag is this word.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct SchemaVariant {
    case: String,
    #[serde(rename = "type")]
    type_name: String,
}

/// `null` that is there, or nothing.
mod optional {
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    pub(super) fn serialize<S: Serializer>(_: &Option<()>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<()>, D::Error> {
        <()>::deserialize(deserializer).map(Some)
    }
}

impl SchemaInfo {
    fn new(name: String, meta_type: &str) -> Self {
        Self {
            name,
            meta_type: meta_type.to_owned(),
            arg_type: None,
            ret_type: None,
            json_type: None,
            element_type: None,
            members: None,
            values: None,
            tag: None,
            variants: None,
            allow_oob: None,
        }
    }
}

/// The types that were met so far, by their names.
#[derive(Default)]
struct Types(BTreeMap<String, SchemaInfo>);

impl Types {
    /// The name of a type for the schema.
    fn name(&mut self, type_name: &str, shape: &Shape) -> String {
        let builtin = match type_name {
            "string" | "str" => Some(("str", "string")),
            // The path of an object.
            link if link.starts_with("link<") => Some(("str", "string")),
            "size" => Some(("int", "int")),
            "bool" => Some(("bool", "boolean")),
            "number" => Some(("number", "number")),
            "any" => Some(("any", "value")),
            "null" => Some(("null", "null")),
            integer if is_integer(integer) => Some(("int", "int")),
            _ => None,
        };
        if let Some((name, json_type)) = builtin {
            let info =
                SchemaInfo { json_type: Some(json_type.to_owned()), ..SchemaInfo::new(name.to_owned(), "builtin") };
            return self.put(info);
        }
        match (&shape.choices[..], &shape.members[..]) {
            ([], [element]) if type_name == "list" => {
                let element = self.of_member(element);
                let info = SchemaInfo::new(format!("[{element}]"), "array");
                self.put(SchemaInfo { element_type: Some(element), ..info })
            }
            ([], members) => {
                let members = Some(members.iter().map(|member| self.member(member)).collect());
                self.put(SchemaInfo { members, ..SchemaInfo::new(type_name.to_owned(), "object") })
            }
            (choices, []) => {
                let values: Vec<String> = choices.iter().map(|word| (*word).to_owned()).collect();
                let member = |name: &String| SchemaMember { name: name.clone(), type_name: None, default: None };
                let members = Some(values.iter().map(member).collect());
                self.put(SchemaInfo { members, values: Some(values), ..SchemaInfo::new(type_name.to_owned(), "enum") })
            }
            // A word, or an object of one member.
            _ => self.name("any", &Shape::default()),
        }
    }

    /// The type of what a command takes, with this name.
    fn of_arguments(&mut self, name: String, Arguments { shape, cases }: Arguments) -> String {
        let Some(Cases { tag, members }) = cases else { return self.name(&name, &shape) };
        let variants = members.into_iter().map(|(case, members)| {
            let shape = Shape { members, ..Shape::default() };
            let type_name = self.name(&format!("{case}-properties"), &shape);
            SchemaVariant { case: case.to_owned(), type_name }
        });
        let variants = Some(variants.collect());
        let members = Some(shape.members.iter().map(|member| self.member(member)).collect());
        self.put(SchemaInfo { members, tag: Some(tag.to_owned()), variants, ..SchemaInfo::new(name, "object") })
    }

    fn member(&mut self, member: &MemberDescription) -> SchemaMember {
        let type_name = Some(self.of_member(member));
        SchemaMember { name: member.name.clone(), type_name, default: member.is_optional.then_some(()) }
    }

    fn of_member(&mut self, member: &MemberDescription) -> String {
        let shape = Shape { choices: member.choices.clone(), members: member.members.clone() };
        self.name(&member.type_name, &shape)
    }

    /// Types of one name that are not the same get numbers.
    fn put(&mut self, mut info: SchemaInfo) -> String {
        let name = info.name.clone();
        for number in 2.. {
            match self.0.get(&info.name) {
                Some(other) if *other == info => return info.name,
                Some(_) => info.name = format!("{name}-{number}"),
                None => break,
            }
        }
        let name = info.name.clone();
        self.0.insert(name.clone(), info);
        name
    }
}

fn is_integer(name: &str) -> bool {
    let bits = name.strip_prefix("uint").or_else(|| name.strip_prefix("int"));
    bits.is_some_and(|bits| bits.is_empty() || bits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What can be said and is told, with all types.
#[qmp_command]
fn query_qmp_schema(_: &Monitor) -> Result<Vec<SchemaInfo>> {
    let mut types = Types::default();
    let mut all = Vec::new();
    for command in commands() {
        let arg_type = types.of_arguments(format!("{}-arguments", command.name), command.arguments());
        let (answer, shape) = command.command.answer();
        let is_nothing = answer == "null";
        let ret_type = if is_nothing { types.name("empty", &Shape::default()) } else { types.name(&answer, &shape) };
        all.push(SchemaInfo {
            arg_type: Some(arg_type),
            ret_type: Some(ret_type),
            allow_oob: Some(false),
            ..SchemaInfo::new(command.name.to_owned(), "command")
        });
    }
    for event in events() {
        let data = (event.data)();
        let arg_type = Some(types.name(&format!("{}-data", event.name), &data));
        all.push(SchemaInfo { arg_type, ..SchemaInfo::new(event.name.to_owned(), "event") });
    }
    all.extend(types.0.into_values());
    Ok(all)
}
