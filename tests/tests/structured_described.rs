//! Structures as properties: what is told of them without a value, in descriptions and in help.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use qom_core::prelude::*;
use qom_core::{MemberDescription, PropertyDescription};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename = "BootConfiguration", rename_all = "kebab-case")]
pub struct Boot {
    order: String,
    #[serde(alias = "first", alias = "zeroth")]
    once: Option<String>,
    #[serde(default)]
    menu: bool,
    #[serde(default)]
    splash_time: u16,
    mode: Mode,
    #[serde(skip)]
    cached: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    #[default]
    Legacy,
    SecureBoot,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Backend {
    #[default]
    Null,
    Fd(u32),
    Pair(u8, bool),
    File {
        path: String,
        lines: Option<u32>,
    },
    Boot(Boot),
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Port(u16);

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Node {
    name: String,
    next: Option<Box<Node>>,
    #[serde(default)]
    below: Vec<Node>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Server {
    /// Reads a text that has to be right.
    address: Ipv4Addr,
    port: Port,
    backup: Option<Port>,
    tries: f32,
    names: Vec<String>,
    boots: Vec<Boot>,
    range: (i8, u64),
    map: BTreeMap<String, u8>,
    any: Value,
    backend: Backend,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            address: Ipv4Addr::LOCALHOST,
            port: Port(0),
            backup: None,
            tries: 0.0,
            names: vec![],
            boots: vec![],
            range: (0, 0),
            map: BTreeMap::new(),
            any: Value::Null,
            backend: Backend::Null,
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum Tagged {
    #[default]
    A,
    B {
        x: u8,
    },
}

#[qom_type(name = "described")]
pub struct Described {
    /// How to start.
    #[property(default = Struct(Boot { order: "cd".to_owned(), ..Boot::default() }))]
    boot: Prop<Struct<Boot>>,
    #[property]
    boots: Prop<Vec<Struct<Boot>>>,
    #[property]
    maybe: Prop<Option<Struct<Boot>>>,
    #[property]
    server: Prop<Struct<Server>>,
    #[property]
    node: Prop<Struct<Node>>,
    #[property]
    mode: Prop<Struct<Mode>>,
    #[property]
    port: Prop<Struct<Port>>,
    #[property]
    tagged: Prop<Struct<Tagged>>,
    #[property]
    plain: Prop<Vec<u8>>,
}

#[qom_properties]
impl Described {
    #[getter]
    fn computed(&self) -> Struct<Boot> {
        self.boot.get()
    }
}

/// `name: type`, `?` if it is optional, its words, and its members.
fn written(members: &[MemberDescription]) -> String {
    let one = |member: &MemberDescription| {
        let MemberDescription { name, type_name, choices, is_optional, members, .. } = member;
        let optional = if *is_optional { "?" } else { "" };
        let choices = if choices.is_empty() { String::new() } else { format!(" [{}]", choices.join(" ")) };
        let members = if members.is_empty() { String::new() } else { format!(" {{{}}}", written(members)) };
        format!("{name}{optional}: {type_name}{choices}{members}")
    };
    members.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn described(name: &str) -> PropertyDescription {
    let all = class_by_name("described").unwrap().describe_properties();
    all.into_iter().find(|property| property.name == name).unwrap()
}

const BOOT: &str = "order: string, once?: string, menu?: bool, splash-time?: uint16, mode: Mode [legacy secure-boot]";

#[test]
fn members_are_described_without_a_value() {
    let boot = described("boot");
    assert_eq!((boot.type_name.as_str(), boot.doc.as_str()), ("BootConfiguration", "How to start."));
    assert_eq!(boot.default, Some(Described::new().get("boot").unwrap()));
    assert_eq!(written(&boot.members), BOOT, "other names and what is skipped are not there");
    for name in ["maybe", "computed"] {
        let property = described(name);
        assert_eq!((property.type_name.as_str(), written(&property.members).as_str()), ("BootConfiguration", BOOT));
    }
    let boots = described("boots");
    assert_eq!(boots.type_name, "list");
    assert_eq!(written(&boots.members), format!("0?: BootConfiguration {{{BOOT}}}"));
    assert!(described("plain").members.is_empty());
    let info = class_by_name("described").unwrap().property("boot").unwrap();
    assert_eq!(info.members(), boot.members);
}

#[test]
fn parts_of_every_kind_are_described() {
    let server = described("server");
    let expected = format!(
        "address: string, port: uint16, backup?: uint16, tries: number, names: list {{0?: string}}, \
         boots: list {{0?: BootConfiguration {{{BOOT}}}}}, range: list {{0: int8, 1: uint64}}, map: struct, any: any, \
         backend: Backend [null] {{fd?: uint32, pair?: list {{0: uint8, 1: bool}}, \
         file?: struct {{path: string, lines?: uint32}}, boot?: BootConfiguration {{{BOOT}}}}}"
    );
    assert_eq!(written(&server.members), expected);
    let mode = described("mode");
    assert_eq!((mode.type_name.as_str(), mode.choices, mode.members), ("Mode", vec!["legacy", "secure-boot"], vec![]));
    assert_eq!(described("port").type_name, "uint16");
    let tagged = described("tagged");
    assert_eq!((tagged.type_name.as_str(), tagged.members), ("Tagged", vec![]), "serde does not tell");
}

#[test]
fn what_is_a_part_of_itself_ends() {
    assert_eq!(written(&described("node").members), "name: string, next?: Node, below?: list {0?: Node}");
}

#[test]
fn properties_of_one_object_are_described_too() {
    let object = Described::new();
    object.add_property("own", ObjectProperty::new(Prop::new(Struct(Boot::default())))).unwrap();
    let own = object.property("own").unwrap();
    assert_eq!((own.type_name.as_str(), written(&own.members).as_str()), ("BootConfiguration", BOOT));
    let given = Value::from_json(r#"{"order": "n", "mode": "secure-boot", "zeroth": "d"}"#).unwrap();
    object.set("own", given).unwrap();
    assert_eq!(object.get::<Struct<Boot>>("own").unwrap().once.as_deref(), Some("d"));
    let error = object.set_from_str("own", r#"{"order": "n", "mode": 1}"#).unwrap_err();
    assert_eq!(error.to_string(), "Invalid parameter type for 'own.mode', expected: string");
}

#[test]
fn help_has_a_line_for_each_member() {
    let help = class_by_name("described").unwrap().property_help();
    for line in [
        "  boot.menu=<bool>       - (optional)\n",
        "  boot.mode=<Mode>       - legacy, secure-boot\n",
        "  boot.order=<string>\n",
        "  boots.0.splash-time=<uint16> - (optional)\n",
        "  server.backend=<Backend> - null\n",
        "  server.backend.file.lines=<uint32> - (optional)\n",
        "  server.range.1=<uint64>\n",
    ] {
        assert!(help.contains(&format!("\n{line}")), "{line:?} in {help}");
    }
    let start = "  boot=<BootConfiguration> - How to start. (default: {\"menu\": false, ";
    assert!(help.lines().any(|line| line.starts_with(start)), "{help}");
    assert!(!help.contains("computed"), "cannot be set");
    assert!(help.lines().skip(1).is_sorted());
}
