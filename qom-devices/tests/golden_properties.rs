//! What properties types have, against what QEMU 10.0.2 answers: `golden/` has the replies to `qom-list-properties` and
//! `device-list-properties`, and `golden/differences.json` says what is meant to be different and why.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

mod golden;

use std::collections::{BTreeMap, BTreeSet};

use qom_core::PropertyDescription;
use qom_core::prelude::*;
use qom_devices::{DeviceOptions, Machine, device_class};
use serde_json::Value as Json;

use golden::{file, files, list, text};

/// A way in which one property differs, as `differences.json` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// QEMU has it.
    Missing,
    /// QEMU does not have it.
    Extra,
    Type,
    Default,
    /// The words that it takes.
    Words,
}

const WAYS: [(&str, Way); 5] = [
    ("missing", Way::Missing),
    ("extra", Way::Extra),
    ("type", Way::Type),
    ("default", Way::Default),
    ("words", Way::Words),
];

/// An entry of the file: the types, with their subtypes, and the properties that differ in a way.
struct Meant {
    types: Vec<String>,
    differ: BTreeSet<(Way, String)>,
}

impl Meant {
    fn all() -> Vec<Meant> {
        let file = file("differences.json");
        let read = |entry: &Json| {
            assert!(!text(&entry["reason"]).is_empty());
            let types = list(&entry["types"]).iter().map(text).collect();
            let of_way = |(name, way): (&str, Way)| {
                let names = entry.get(name).map(|names| list(names).to_vec()).unwrap_or_default();
                names.into_iter().map(move |name| (way, text(&name)))
            };
            Meant { types, differ: WAYS.into_iter().flat_map(of_way).collect() }
        };
        list(&file["properties"]).iter().map(read).collect()
    }

    fn is_for(&self, class: &Class) -> bool {
        self.types.iter().any(|name| class.is_a(name))
    }
}

/// How the type differs from what QEMU says.
fn differences(class: &'static Class, theirs: &[Json], but: &[&str]) -> BTreeSet<(Way, String)> {
    let mut ours: BTreeMap<String, PropertyDescription> =
        class.describe_properties().into_iter().map(|property| (property.name.clone(), property)).collect();
    ours.retain(|name, _| !but.contains(&&**name));
    let mut found = BTreeSet::new();
    for property in theirs {
        let name = text(&property["name"]);
        let Some(our) = ours.remove(&name) else {
            found.insert((Way::Missing, name));
            continue;
        };
        assert!(!our.doc.trim().is_empty(), "{}.{name} has no description", class.name());
        let default = our.default.clone().map(json);
        let differs = [
            (Way::Type, our.type_name != text(&property["type"])),
            (Way::Default, default.as_ref() != property.get("default-value")),
            (Way::Words, described_words(property).is_some_and(|words| words != our_words(&our))),
        ];
        found.extend(differs.into_iter().filter(|(_, differs)| *differs).map(|(way, _)| (way, name.clone())));
    }
    found.extend(ours.into_keys().map(|name| (Way::Extra, name)));
    found
}

fn json(value: Value) -> Json {
    match value {
        Value::Bool(value) => value.into(),
        Value::Int(value) => i64::try_from(value).unwrap().into(),
        Value::Str(value) => value.into(),
        other => panic!("no default is {other:?}"),
    }
}

/// What QEMU's descriptions say of the words that a property takes: `on/off`, `Zero page detection (none/legacy)`.
fn described_words(property: &Json) -> Option<BTreeSet<String>> {
    let description = text(property.get("description")?);
    let words = match description.split_once('(') {
        Some((_, words)) => words.strip_suffix(')')?,
        None if description.contains(' ') => return None,
        None => &description,
    };
    words.contains('/').then(|| words.split('/').map(str::to_owned).collect())
}

fn our_words(property: &PropertyDescription) -> BTreeSet<String> {
    let words = if property.type_name == "bool" { vec!["on", "off"] } else { property.choices.clone() };
    words.into_iter().map(str::to_owned).collect()
}

#[test]
fn types_have_qemus_properties_but_for_what_is_meant() {
    let meant = Meant::all();
    let mut used = BTreeSet::new();
    let replies = files("qom-list-properties.");
    assert!(replies.len() >= 20, "{replies:?}");
    for (type_name, reply) in replies {
        let class = class_by_name(&type_name).unwrap();
        let found = differences(class, list(&reply["return"]), &[]);
        let entries = || meant.iter().enumerate().filter(|(_, entry)| entry.is_for(class));
        for difference in &found {
            let entry = entries().find(|(_, entry)| entry.differ.contains(difference));
            let (index, _) = entry.unwrap_or_else(|| panic!("{type_name}: {difference:?} is not meant"));
            used.insert((index, difference.clone()));
        }
    }
    for (index, entry) in meant.iter().enumerate() {
        for difference in &entry.differ {
            assert!(used.contains(&(index, difference.clone())), "entry {index}: there is no {difference:?} any more");
        }
    }
}

/// What `device-list-properties` leaves out.
const NOT_LISTED: &[&str] = &["type", "realized", "hotpluggable", "hotplugged", "parent_bus"];

#[test]
fn device_types_are_listed_or_refused_as_in_qemu() {
    let meant = Meant::all();
    let replies = files("device-list-properties.");
    assert!(replies.len() >= 20, "{replies:?}");
    for (type_name, reply) in replies {
        match reply.get("error") {
            Some(error) => {
                assert_eq!(device_class(&type_name).unwrap_err().to_string(), text(&error["desc"]), "{type_name}");
            }
            None => {
                let class = device_class(&type_name).unwrap();
                let is_meant =
                    |difference| meant.iter().any(|entry| entry.is_for(class) && entry.differ.contains(difference));
                let found = differences(class, list(&reply["return"]), NOT_LISTED);
                let others: Vec<_> = found.iter().filter(|difference| !is_meant(difference)).collect();
                assert!(others.is_empty(), "{type_name}: {others:?}");
            }
        }
    }
}

#[test]
fn a_realized_intel_iommu_has_the_values_of_qemus() {
    let context = Context::new();
    let machine = Machine::start(&context, "q35").unwrap();
    let iommu = DeviceOptions::parse("intel-iommu,id=vtd").unwrap().add_to(&machine).unwrap();
    let mut compared = 0;
    for property in list(&file("live.intel-q35.device.json")) {
        let name = text(&property["name"]);
        // Who is not a property of the type, or not here yet, is looked at above.
        if name == "type" || NOT_LISTED.contains(&&*name) {
            continue;
        }
        assert_eq!(json(iommu.get(&name).unwrap()), property["value"], "{name}");
        compared += 1;
    }
    assert_eq!(compared, 16);
}

#[test]
fn types_are_whose_children_they_are_in_qemu() {
    let mut compared = 0;
    for (_, reply) in files("qom-list-types.") {
        for listed in list(reply.get("return").unwrap_or(&reply)) {
            let info = type_by_name(&text(&listed["name"])).unwrap();
            assert_eq!(info.parent(), listed["parent"].as_str(), "{}", info.name());
            assert_eq!(info.is_abstract(), listed["abstract"] == true, "{}", info.name());
            compared += 1;
        }
    }
    assert!(compared >= 6);
}
