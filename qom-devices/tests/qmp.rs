//! The `qom` binary as clients see it that speak QMP.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

struct Qom {
    child: Child,
    dir: std::path::PathBuf,
}

impl Drop for Qom {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

impl Qom {
    fn start(test: &str, options: &[&str]) -> Self {
        let dir = std::env::temp_dir().join(format!("qom-qmp-{test}-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let socket = format!("unix:{},server=on,wait=off", dir.join("qmp").display());
        let child = Command::new(env!("CARGO_BIN_EXE_qom"))
            .args(["-M", "q35", "-qmp", &socket])
            .args(options)
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        Self { child, dir }
    }

    fn connect(&self) -> Client {
        let until = Instant::now() + Duration::from_secs(20);
        loop {
            match UnixStream::connect(self.dir.join("qmp")) {
                Ok(stream) => return Client(BufReader::new(stream)),
                Err(_) if Instant::now() < until => std::thread::sleep(Duration::from_millis(20)),
                Err(error) => panic!("{error}"),
            }
        }
    }

    fn status(&mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }
}

struct Client(BufReader<UnixStream>);

impl Client {
    fn line(&mut self) -> Value {
        let mut line = String::new();
        self.0.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line:?}"))
    }

    fn say(&mut self, text: &str) {
        self.0.get_mut().write_all(text.as_bytes()).unwrap();
    }

    /// The answer to a request; events before it are left out.
    fn ask(&mut self, command: &str, arguments: Value) -> Value {
        self.say(&json!({"execute": command, "arguments": arguments}).to_string());
        loop {
            let line = self.line();
            if line.get("event").is_none() {
                return line;
            }
        }
    }

    fn negotiated(mut self) -> Self {
        assert!(self.line()["QMP"]["version"]["qemu"]["major"].is_u64());
        assert_eq!(self.ask("qmp_capabilities", json!({})), json!({"return": {}}));
        self
    }
}

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

#[test]
fn a_place_that_is_none_is_one_line_and_status_1() {
    for (place, why) in [
        ("vc", "there is 'stdio', 'unix:PATH' and 'tcp:HOST:PORT', the last two with ',server=on' to listen"),
        ("stdio,server=maybe", "Parameter 'server' expects 'on' or 'off'"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_qom")).args(["-qmp", place]).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!((told.as_str(), output.status.code()), (&*format!("qom: -qmp {place}: {why}\n"), Some(1)));
    }
}
