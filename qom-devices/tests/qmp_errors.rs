//! The requests of `golden/qmp-errors.json` that are about types which exist here: whether they are refused as by QEMU
//! 10.0.2, in its words. There is no QMP: what a request asks for is asked of the same functions that a command would.
//! `golden/differences.json` says what is meant to be different and why.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

mod golden;

use qom_core::prelude::*;
use qom_devices::{DeviceOptions, Machine, device_class};
use serde_json::Value as Json;

use golden::{file, list, text};

/// Does what is asked for, in a machine that is ready and has an `intel-iommu` called `vtd`.
fn ask(cmd: &str, args: &Json) -> Result<()> {
    let context = Context::new();
    if cmd == "migrate-set-capabilities" || cmd == "migrate-set-parameters" {
        return configure_migration(&context, args);
    }
    let machine = Machine::start(&context, "q35")?;
    DeviceOptions::parse("intel-iommu,id=vtd")?.add_to(&machine)?;
    machine.make_ready()?;
    let arg = |name: &str| text(&args[name]);
    match cmd {
        "device_add" => {
            DeviceOptions::parse(&format!("{},id={}", arg("driver"), arg("id")))?.add_to(&machine).map(drop)
        }
        "device_del" => machine.device_del(&arg("id")),
        "object-add" => context.object_add(&arg("qom_type"), &arg("id"), Vec::<(String, Value)>::new()).map(drop),
        "qom-set" => context.object_at(&arg("path"))?.set(&arg("property"), args["value"] == true),
        "device-list-properties" => device_class(&arg("typename")).map(drop),
        _ => panic!("nothing asks for '{cmd}'"),
    }
}

/// A machine whose migration object is configured so from the beginning: there is no other time.
fn configure_migration(context: &Context, args: &Json) -> Result<()> {
    let settings: Vec<(String, String)> = match args.get("capabilities") {
        Some(capabilities) => {
            let state = |one: &Json| if one["state"] == true { "on" } else { "off" }.to_owned();
            list(capabilities).iter().map(|one| (text(&one["capability"]), state(one))).collect()
        }
        None => {
            let value = |value: &Json| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let parameters = args.as_object().unwrap().iter();
            parameters.map(|(name, given)| (name.replace('_', "-"), value(given))).collect()
        }
    };
    let class = class_by_name("migration")?;
    for (name, value) in settings {
        let property = if class.property(&name).is_some() { name } else { format!("x-{name}") };
        context.add_global(GlobalProperty::new("migration", property, value));
    }
    Machine::start(context, "q35").map(drop)
}

/// An entry of the file that is about the request: of its command, and of no or of these arguments.
fn entry_for<'e>(entries: &'e [Json], request: &Json) -> Option<(usize, &'e Json)> {
    let is_for = |entry: &Json| {
        list(&entry["cmds"]).contains(&request["cmd"]) && entry.get("args").is_none_or(|args| *args == request["args"])
    };
    entries.iter().enumerate().find(|(_, entry)| is_for(entry))
}

#[test]
fn requests_are_answered_as_by_qemu_but_for_what_is_meant() {
    let differences = file("differences.json");
    let (different, not_applicable) = (list(&differences["requests"]), list(&differences["requests-not-applicable"]));
    assert!(different.iter().chain(not_applicable).all(|entry| !text(&entry["reason"]).is_empty()));
    let (mut seen_different, mut seen_not_applicable) =
        (vec![false; different.len()], vec![false; not_applicable.len()]);
    let mut compared = 0;
    for request in list(&file("qmp-errors.json")) {
        if let Some((index, _)) = entry_for(not_applicable, request) {
            seen_not_applicable[index] = true;
            continue;
        }
        let answer = ask(&text(&request["cmd"]), &request["args"]).err().map(|error| error.to_string());
        let ours = answer.as_deref().map(|text| match text.strip_prefix("can't apply global ") {
            Some(text) => text.split_once(": ").unwrap().1,
            None => text,
        });
        let theirs = request["reply"]["error"]["desc"].as_str();
        let wanted = match entry_for(different, request) {
            None => theirs,
            Some((index, entry)) => {
                assert_ne!(entry["ours"].as_str(), theirs, "{request}: there is no difference any more");
                seen_different[index] = true;
                entry["ours"].as_str()
            }
        };
        assert_eq!(ours, wanted, "{request}");
        compared += 1;
    }
    assert!(!seen_different.contains(&false), "entries that are about nothing: {seen_different:?}");
    assert!(!seen_not_applicable.contains(&false), "entries that are about nothing: {seen_not_applicable:?}");
    assert!(compared >= 26, "{compared}");
}
