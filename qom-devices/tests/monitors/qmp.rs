//! The `qom` binary as clients see it that speak QMP.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::json;

use crate::program::Qom;

#[test]
fn a_machine_is_looked_at_changed_and_ended() {
    let mut qom =
        Qom::start("session", &["-device", "intel-iommu,id=vtd", "-device", "pcie-root-port,id=rp0", "-name", "one"]);
    let mut early = qom.connect();
    early.line();
    let refused = json!({"error": {"class": "CommandNotFound", "desc": "Expecting capabilities negotiation with 'qmp_capabilities'"}});
    assert_eq!(early.ask("query-status", json!({})), refused);
    let mut client = qom.connect().negotiated();
    for (command, arguments, answer) in [
        ("query-status", json!({}), json!({"return": {"running": true, "status": "running"}})),
        ("query-name", json!({}), json!({"return": {"name": "one"}})),
        ("qom-get", json!({"path": "vtd", "property": "aw-bits"}), json!({"return": 48})),
        (
            "qom-get",
            json!({"path": "nowhere", "property": "x"}),
            json!({"error": {"class": "DeviceNotFound", "desc": "Device 'nowhere' not found"}}),
        ),
        (
            "qom-set",
            json!({"path": "vtd", "property": "aw-bits", "value": 39}),
            json!({"error": {"class": "GenericError",
                "desc": "Attempt to set property 'aw-bits' on device 'vtd' (type 'intel-iommu') after it was realized"}}),
        ),
        ("object-add", json!({"qom-type": "rng-random", "id": "r0"}), json!({"return": {}})),
        ("object-del", json!({"id": "r0"}), json!({"return": {}})),
        (
            "no-such",
            json!({}),
            json!({"error": {"class": "CommandNotFound", "desc": "The command no-such has not been found"}}),
        ),
        ("device_add", json!({"driver": "pci-blank", "id": "d", "bus": "rp0"}), json!({"return": {}})),
    ] {
        assert_eq!(client.ask(command, arguments), answer, "{command}");
    }
    // Every client that has negotiated is told.
    let mut other = qom.connect().negotiated();
    assert_eq!(client.ask("device_del", json!({"id": "d"})), json!({"return": {}}));
    let event = other.line();
    assert_eq!(
        (&event["event"], &event["data"]),
        (&json!("DEVICE_DELETED"), &json!({"device": "d", "path": "/machine/peripheral/d"}))
    );
    assert!(event["timestamp"]["seconds"].as_i64().unwrap() > 1_700_000_000);
    client.say("{'execute': 'quit', 'id': [1]}");
    let said = std::iter::from_fn(|| Some(client.line())).find(|line| line.get("event").is_none());
    assert_eq!(said, Some(json!({"return": {}, "id": [1]})));
    assert_eq!(other.line()["event"], "SHUTDOWN");
    assert_eq!(qom.status(), Some(0));
}

#[test]
fn a_machine_that_is_started_paused_runs_when_it_is_told_to() {
    let mut qom = Qom::start("paused", &["-S"]);
    let mut client = qom.connect().negotiated();
    assert_eq!(client.ask("query-status", json!({})), json!({"return": {"running": false, "status": "prelaunch"}}));
    client.say("{'execute': 'cont'}{'execute': 'system_reset'}{'execute': 'quit'}");
    let mut events: Vec<String> = Vec::new();
    while events.len() < 3 {
        events.extend(client.line()["event"].as_str().map(str::to_owned));
    }
    assert_eq!(events, ["RESUME", "RESET", "SHUTDOWN"]);
    assert_eq!(qom.status(), Some(0));
}

#[test]
fn requests_may_come_by_standard_input() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_qom"))
        .args(["-M", "none", "-qmp", "stdio"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"{'execute': 'qmp_capabilities'}{'execute': 'query-version'}").unwrap();
    // The end of the input is the end: nobody else can come.
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!((lines.len(), lines[1], output.status.code()), (3, r#"{"return": {}}"#, Some(0)));
    assert!(lines[2].starts_with(r#"{"return": {"package": "qom-core "#), "{text}");
}
