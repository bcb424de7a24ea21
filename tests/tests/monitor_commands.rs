//! Commands of the monitor: rows C2, with their messages; commands of this crate; events.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use qom_core::monitor::{Monitor, RunState, ShutdownCause};
use qom_core::prelude::*;
use qom_devices::{DeviceOptions, Machine};
use serde::{Deserialize, Serialize};

#[derive(Clone, Serialize, Deserialize)]
struct Add {
    numbers: Vec<i64>,
    #[serde(default)]
    times: Option<u8>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Sum {
    sum: i64,
    comment: String,
}

/// Adds numbers.
#[qmp_command(name = "x-add")]
fn add(_: &Monitor, Add { numbers, times }: Add) -> Result<Sum> {
    let sum: i64 = numbers.iter().sum::<i64>() * i64::from(times.unwrap_or(1));
    ensure!(sum < 100, "that is too much");
    Ok(Sum { sum, comment: "done".to_owned() })
}

/// Only when there is something to look at.
#[qmp_command(name = "x-late", when = ready)]
fn late(_: &Monitor) -> Result<()> {
    Ok(())
}

struct Scene {
    context: Context,
    monitor: Monitor,
    machine: Obj<Machine>,
}

fn scene() -> Scene {
    qom_devices::link();
    let context = Context::new();
    let machine = Machine::start(&context, "q35").unwrap();
    DeviceOptions::parse("intel-iommu,id=vtd").unwrap().add_to(&machine).unwrap();
    Scene { monitor: Monitor::new(&context), context, machine }
}

impl Scene {
    fn ask(&self, command: &str, arguments: &str) -> String {
        let arguments = Value::from_json(arguments).unwrap();
        self.monitor.run(command, arguments).map_or_else(|error| format!("! {error}"), |answer| answer.to_string())
    }
}

#[test]
fn c2_objects_are_listed_read_set_added_and_deleted() {
    let scene = scene();
    for (command, arguments, answer) in [
        (
            "qom-list",
            r#"{"path": "/machine/peripheral"}"#,
            r#"[{"name": "type", "type": "string"}, {"name": "vtd", "type": "child<intel-iommu>"}]"#,
        ),
        ("qom-list", r#"{"path": "/nowhere"}"#, "! Device '/nowhere' not found"),
        ("qom-list", "{}", "! Parameter 'path' is missing"),
        ("qom-list", r#"{"path": 1}"#, "! Invalid parameter type for 'path', expected: string"),
        ("qom-list", r#"{"path": "/", "depth": 1}"#, "! Parameter 'depth' is unexpected"),
        ("qom-get", r#"{"path": "vtd", "property": "aw-bits"}"#, "48"),
        ("qom-get", r#"{"path": "vtd", "property": "parent_bus"}"#, "/machine/unattached/sysbus"),
        ("qom-get", r#"{"path": "vtd", "property": "none"}"#, "! Property 'intel-iommu.none' not found"),
        ("qom-get", r#"{"path": "nothing", "property": "x"}"#, "! Device 'nothing' not found"),
        ("qom-get", r#"{"path": "", "property": "x"}"#, "! Path '' is ambiguous"),
        ("object-add", r#"{"qom-type": "memory-backend-ram", "id": "m0", "size": 4096}"#, "{}"),
        (
            "object-add",
            r#"{"qom-type": "memory-backend-ram", "id": "m0", "size": 4096}"#,
            "! attempt to add duplicate property 'm0' to object (type 'container')",
        ),
        ("object-add", r#"{"id": "m1"}"#, "! Parameter 'qom-type' is missing"),
        ("object-add", r#"{"qom-type": "rng-random"}"#, "! Parameter 'id' is missing"),
        ("object-add", r#"{"qom-type": 1, "id": "x"}"#, "! Invalid parameter type for 'qom-type', expected: string"),
        ("qom-get", r#"{"path": "/objects/m0", "property": "size"}"#, "4096"),
        (
            "qom-set",
            r#"{"path": "/objects/m0", "property": "type", "value": "x"}"#,
            "! Property 'memory-backend-ram.type' is not writable",
        ),
        ("qom-set", r#"{"path": "/objects/m0", "property": "size"}"#, "! Parameter 'value' is missing"),
        ("object-del", r#"{"id": "m0"}"#, "{}"),
        ("object-del", r#"{"id": "m0"}"#, "! object 'm0' not found"),
        ("no-such", "{}", "! The command no-such has not been found"),
        ("query-name", "{}", "{}"),
        ("query-name", r#"{"x": 1}"#, "! Parameter 'x' is unexpected"),
    ] {
        assert_eq!(scene.ask(command, arguments), answer, "{command} {arguments}");
    }
    let got = scene.ask("qom-list-get", r#"{"paths": ["/machine/peripheral", "/objects"]}"#);
    assert!(
        got.contains(r#"{"name": "vtd", "type": "child<intel-iommu>", "value": "/machine/peripheral/vtd"}"#),
        "{got}"
    );
}

#[test]
fn c2_types_are_told_without_making_any() {
    let scene = scene();
    let types = scene.ask("qom-list-types", r#"{"implements": "x86-iommu", "abstract": true}"#);
    let expected = r#"[{"name": "amd-iommu", "parent": "x86-iommu", "singleton": {"group": "x86-iommu", "scope": "context"}}, {"name": "intel-iommu", "parent": "x86-iommu", "singleton": {"group": "x86-iommu", "scope": "context"}}, {"abstract": true, "name": "x86-iommu", "parent": "dynamic-sysbus-device", "singleton": {"group": "x86-iommu", "scope": "context"}}]"#;
    assert_eq!(types, expected);
    assert!(!scene.ask("qom-list-types", r#"{"implements": "x86-iommu"}"#).contains("abstract"));
    assert_eq!(scene.ask("qom-list-types", r#"{"implements": "no-such"}"#), "[]");
    // What is not given is not there; it is not null.
    let null = scene.ask("qom-list-types", r#"{"implements": null}"#);
    assert_eq!(null, "! Invalid parameter type for 'implements', expected: string");
    let all = scene.ask("qom-list-properties", r#"{"typename": "intel-iommu"}"#);
    assert!(all.contains(r#""default-value": 48"#) && all.contains(r#""name": "realized""#), "{all}");
    assert_eq!(scene.ask("qom-list-properties", r#"{"typename": "no"}"#), "! Class 'no' not found");
    let interface = scene.ask("qom-list-properties", r#"{"typename": "user-creatable"}"#);
    assert_eq!(interface, "! Parameter 'typename' expects a QOM type");
    let early = scene.ask("device-list-properties", r#"{"typename": "led"}"#);
    let expected =
        "! The command 'device-list-properties' is permitted only after machine initialization has completed";
    assert_eq!(early, expected);
    scene.machine.make_ready().unwrap();
    let device = scene.ask("device-list-properties", r#"{"typename": "intel-iommu"}"#);
    assert!(device.contains("aw-bits") && !device.contains("realized") && !device.contains("parent_bus"), "{device}");
    let refused = "! Parameter 'typename' expects a non-abstract device type";
    for name in ["x86-iommu", "container"] {
        assert_eq!(scene.ask("device-list-properties", &format!(r#"{{"typename": "{name}"}}"#)), refused);
    }
    assert_eq!(scene.ask("device-list-properties", r#"{"typename": "no"}"#), "! Device 'no' not found");
}

#[test]
fn commands_of_any_crate_are_in_the_table() {
    let scene = scene();
    assert_eq!(scene.ask("x-add", r#"{"numbers": [1, 2], "times": 3}"#), r#"{"comment": "done", "sum": 9}"#);
    for (arguments, refused) in [
        ("{}", "! Parameter 'numbers' is missing"),
        (r#"{"numbers": 1}"#, "! Invalid parameter type for 'numbers', expected: array"),
        (r#"{"numbers": [1, "2"]}"#, "! Invalid parameter type for 'numbers[1]', expected: integer"),
        (r#"{"numbers": [], "times": 256}"#, "! Parameter 'times' expects uint8_t"),
        (r#"{"numbers": [], "more": null}"#, "! Parameter 'more' is unexpected"),
        (r#"{"numbers": [99, 1]}"#, "! that is too much"),
    ] {
        assert_eq!(scene.ask("x-add", arguments), refused);
    }
    let listed = scene.ask("query-commands", "{}");
    for name in ["qom-list", "x-add", "x-late", "query-commands"] {
        assert!(listed.contains(&format!(r#"{{"name": "{name}"}}"#)), "{listed}");
    }
    assert!(scene.ask("x-late", "{}").starts_with("! The command 'x-late' is permitted only after"));
    scene.machine.make_ready().unwrap();
    assert_eq!(scene.ask("x-late", "{}"), "{}");
}

#[test]
fn b9_and_b10_devices_come_and_go_by_command() {
    let scene = scene();
    let early = scene.ask("device_add", r#"{"driver": "led"}"#);
    assert_eq!(early, "! The command 'device_add' is permitted only after machine initialization has completed");
    DeviceOptions::parse("pcie-root-port,id=rp0").unwrap().add_to(&scene.machine).unwrap();
    scene.machine.make_ready().unwrap();
    for (command, arguments, answer) in [
        ("device_add", "{}", "! Parameter 'driver' is missing"),
        ("device_add", r#"{"driver": 1}"#, "! Parameter 'driver' is missing"),
        ("device_add", r#"{"driver": "no-such"}"#, "! 'no-such' is not a valid device model name"),
        ("device_add", r#"{"driver": "amd-iommu", "id": "v2"}"#, "! Device 'amd-iommu' does not support hotplugging"),
        ("device_add", r#"{"driver": "pci-blank", "bus": 1}"#, "! Invalid parameter type for 'bus', expected: string"),
        (
            "device_add",
            r#"{"driver": "pci-blank", "bus": "rp0", "id": "d", "addr": 3}"#,
            "! Invalid parameter type for 'addr', expected: string",
        ),
        ("device_add", r#"{"driver": "pci-blank", "bus": "rp0", "id": "d", "addr": "0"}"#, "{}"),
        (
            "device_add",
            r#"{"driver": "pci-blank", "bus": "rp0", "id": "e"}"#,
            "! PCI: slot 0 function 0 already occupied by pci-blank, new func pci-blank cannot be exposed to guest.",
        ),
        ("device_del", r#"{"id": "nothing"}"#, "! Device 'nothing' not found"),
        ("device_del", r#"{"id": "vtd"}"#, "! Device 'intel-iommu' does not support hotplugging"),
        ("device_del", r#"{"id": "d"}"#, "{}"),
        ("device_del", "{}", "! Parameter 'id' is missing"),
    ] {
        assert_eq!(scene.ask(command, arguments), answer, "{command} {arguments}");
    }
    let machines = scene.ask("query-machines", "{}");
    assert!(machines.contains(r#"{"alias": "q35", "deprecated": false, "name": "pc-q35-10.0"}"#), "{machines}");
}

#[test]
fn the_schema_names_every_command_event_and_type() {
    let scene = scene();
    let Value::List(all) = scene.monitor.run("query-qmp-schema", Value::Null).unwrap() else { panic!("a list") };
    let get = |info: &Value, name: &str| match info {
        Value::Map(info) => info.get(name).cloned(),
        _ => None,
    };
    let text = |info: &Value, name: &str| get(info, name).map(|value| value.to_string());
    let find = |name: &str| all.iter().find(|info| text(info, "name").as_deref() == Some(name)).unwrap();
    // What is named is there, once.
    let names: Vec<String> = all.iter().map(|info| text(info, "name").unwrap()).collect();
    let mut sorted = names.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(sorted.len(), names.len());
    for info in &all {
        for reference in ["arg-type", "ret-type", "element-type"] {
            assert!(text(info, reference).is_none_or(|name| names.contains(&name)), "{info}");
        }
        for list in ["members", "variants"] {
            let Some(Value::List(members)) = get(info, list) else { continue };
            for member in &members {
                assert!(text(member, "type").is_none_or(|name| names.contains(&name)), "{info}");
            }
        }
    }
    assert_eq!(
        find("x-add").to_string(),
        r#"{"allow-oob": false, "arg-type": "x-add-arguments", "meta-type": "command", "name": "x-add", "ret-type": "Sum"}"#
    );
    assert_eq!(
        find("x-add-arguments").to_string(),
        r#"{"members": [{"name": "numbers", "type": "[int]"}, {"default": null, "name": "times", "type": "int"}], "meta-type": "object", "name": "x-add-arguments"}"#
    );
    assert_eq!(text(find("RunState"), "meta-type").as_deref(), Some("enum"));
    assert_eq!(text(find("DEVICE_DELETED"), "meta-type").as_deref(), Some("event"));
    let listed = scene.ask("query-commands", "{}");
    let commands = all.iter().filter(|info| text(info, "meta-type").as_deref() == Some("command"));
    for command in commands {
        assert!(listed.contains(&format!(r#"{{"name": "{}"}}"#, text(command, "name").unwrap())));
    }
}

#[test]
fn b17_and_c1_6_clients_are_told_of_what_happens() {
    let scene = scene();
    let told: Arc<Mutex<Vec<String>>> = Arc::default();
    let log = told.clone();
    let _telling =
        scene.context.on_event(move |event| log.lock().unwrap().push(format!("{} {}", event.name, event.data)));
    let take = || std::mem::take(&mut *told.lock().unwrap());
    assert_eq!(scene.ask("query-status", "{}"), r#"{"running": false, "status": "prelaunch"}"#);
    for command in ["stop", "cont", "cont", "stop", "stop", "cont"] {
        assert_eq!(scene.ask(command, "{}"), "{}");
    }
    assert_eq!(take(), ["RESUME {}", "STOP {}", "RESUME {}"]);
    assert_eq!(scene.ask("query-status", "{}"), r#"{"running": true, "status": "running"}"#);
    scene.machine.make_ready().unwrap();
    assert_eq!(scene.ask("system_reset", "{}"), "{}");
    assert_eq!(take(), [r#"RESET {"guest": false, "reason": "host-qmp-system-reset"}"#]);
    // Several monitors of one context, and what devices tell.
    for (running, after_reset) in [("cont", RunState::Running), ("stop", RunState::Prelaunch)] {
        scene.ask(running, "{}");
        scene.ask("system_reset", "{}");
        assert_eq!(scene.context.run_state(), after_reset);
    }
    take();
    let _second = Monitor::new(&scene.context);
    let iommu = scene.context.object_at("/machine/peripheral/vtd").unwrap();
    iommu.unparent();
    drop(iommu);
    assert_eq!(take(), [r#"DEVICE_DELETED {"device": "vtd", "path": "/machine/peripheral/vtd"}"#]);
    assert_eq!(scene.context.wait_for_shutdown(Duration::ZERO), None);
    let waiting = std::thread::spawn({
        let context = scene.context.clone();
        move || context.wait_for_shutdown(Duration::from_secs(60))
    });
    assert_eq!(scene.ask("quit", "{}"), "{}");
    assert_eq!(waiting.join().unwrap(), Some(ShutdownCause::HostQmpQuit));
    assert_eq!(take(), [r#"SHUTDOWN {"guest": false, "reason": "host-qmp-quit"}"#]);
    scene.ask("cont", "{}");
    assert_eq!((scene.context.run_state(), take()), (RunState::Shutdown, vec![]));
    // The context is not kept by who tells.
    let weak = scene.machine.downgrade();
    drop((scene, _second, _telling));
    assert!(weak.upgrade().is_none());
}
