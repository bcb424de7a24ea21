//! `-mon`, `-chardev`, `-monitor`; signals; logs.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixListener;
use std::process::{Command, Stdio};

use rustix::process::Signal;
use serde_json::json;

use crate::program::{Client, Qom};

#[test]
fn people_and_programs_at_places() {
    let options = [
        "-M",
        "q35",
        "-S",
        "-chardev",
        "socket,id=people,path=DIR/hmp,server=on,wait=off",
        "-mon",
        "people",
        "-chardev",
        "socket,id=programs,path=DIR/qmp,server=on,wait=off",
        "-mon",
        "chardev=programs,mode=control,pretty=on",
        "-monitor",
        "none",
        "-chardev",
        "null,id=nobody",
        "-mon",
        "nobody",
    ];
    let mut qom = Qom::start_with("places", &options);
    let mut person = qom.connect_to("hmp");
    let greeting = format!("QOM {} monitor - type 'help' for more information\r\n(qom) ", env!("CARGO_PKG_VERSION"));
    assert_eq!(person.until_prompt(), greeting);
    for (line, text) in [
        ("info status\r\n", "VM status: paused (prelaunch)\r\n(qom) "),
        ("qom-get /machi\x7fine type\n", "\"pc-q35-10.0-machine\"\r\n(qom) "),
        ("info status \u{e4}\x08\r", "VM status: paused (prelaunch)\r\n(qom) "),
        ("  \n", "(qom) "),
        ("blah\n", "unknown command: 'blah'\r\n(qom) "),
    ] {
        person.say(line);
        assert_eq!(person.until_prompt(), text, "{line:?}");
    }
    person.say(&"x".repeat(70_000));
    person.say("\ninfo name\n");
    assert_eq!(person.until_prompt(), "Error: a line has at most 65536 bytes\r\n(qom) ");
    assert_eq!(person.until_prompt(), "(qom) ");
    let mut program = qom.connect();
    let mut line = String::new();
    program.raw_line(&mut line);
    assert_eq!(line, "{\r\n", "several lines are pretty");
    person.say("quit\n");
    assert_eq!(qom.status(), Some(0));
}

#[test]
fn the_machine_waits_for_who_is_to_come_and_is_ready_then() {
    let mut qom = Qom::start_with("waits", &["-M", "q35", "-qmp", "unix:DIR/qmp,server=on"]);
    let mut client = qom.connect().negotiated();
    assert_eq!(client.ask("query-status", json!({})), json!({"return": {"running": true, "status": "running"}}));
    client.say("{'execute': 'quit'}");
    assert_eq!(qom.status(), Some(0));
    let place = format!("unix:{},server=on", qom.path("qmp").display());
    assert_eq!(qom.told(), format!("qom: -qmp {place}: info: waiting for connection on: disconnected:{place}\n"));
}

#[test]
fn the_machine_connects_to_who_waits_and_ends_when_that_ends() {
    let path = std::env::temp_dir().join(format!("qom-monitors-connects-{}", std::process::id()));
    let _ = std::fs::remove_file(&path);
    let listener = UnixListener::bind(&path).unwrap();
    let option = format!("unix:{}", path.display());
    let mut child = Command::new(env!("CARGO_BIN_EXE_qom")).args(["-M", "none", "-qmp", &option]).spawn().unwrap();
    let client = Client(BufReader::new(listener.accept().unwrap().0)).negotiated();
    drop(client);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    std::fs::remove_file(path).unwrap();
}

#[test]
fn signals_end_it_and_clients_are_told() {
    for signal in [Signal::TERM, Signal::INT, Signal::HUP] {
        let mut qom = Qom::start("signals", &[]);
        let mut client = qom.connect().negotiated();
        client.ask("query-status", json!({}));
        qom.signal(signal);
        let event = client.line();
        assert_eq!(
            (&event["event"], &event["data"]),
            (&json!("SHUTDOWN"), &json!({"guest": false, "reason": "host-signal"}))
        );
        assert_eq!(qom.status(), Some(0));
        let start = format!("qom: terminating on signal {} from pid {}\n", signal.as_raw(), std::process::id());
        assert_eq!(qom.told(), start);
        assert!(!qom.path("qmp").exists(), "nothing is left behind");
    }
}

#[test]
fn a_signal_ends_it_also_while_it_waits_or_reads_or_has_nobody() {
    let waits = ["-M", "none", "-qmp", "unix:DIR/qmp,server=on"];
    let has_nobody = ["-M", "q35", "-nodefaults", "-trace", "qdev_realize"];
    for (name, options, line) in [("waiting", &waits[..], "qom: -qmp unix:"), ("alone", &has_nobody, "qdev_realize ")] {
        let mut qom = Qom::start_with(name, options);
        assert!(qom.told_line().starts_with(line), "{name}");
        qom.signal(Signal::TERM);
        assert_eq!(qom.status(), Some(0), "{name}");
    }
    let mut qom = Command::new(env!("CARGO_BIN_EXE_qom"));
    let mut child = qom.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"qom-list\n").unwrap();
    let mut answer = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut answer).unwrap();
    assert_eq!(answer, "/\n");
    rustix::process::kill_process(rustix::process::Pid::from_child(&child), Signal::TERM).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0), "it read from a pipe");
    drop(input);
}

fn run(options: &[&str], input: &str) -> (String, String, Option<i32>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_qom"))
        .args(options)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code())
}

#[test]
fn devices_may_be_json() {
    let device = r#"{"driver": "intel-iommu", "id": "vtd", "aw-bits": 39, "eim": "off"}"#;
    let (out, err, status) = run(&["-M", "q35", "-device", device], "qom-get vtd aw-bits\n");
    assert_eq!((&*out, &*err, status), ("39\n", "", Some(0)));
    for (device, why) in [
        ("{'driver': 'foo'}", "'foo' is not a valid device model name"),
        ("{'id': 'a'}", "Parameter 'driver' is missing"),
        ("{'driver': 'led'", "JSON parse error, premature EOI"),
        ("{'driver': 'led', 'nope': 1}", "Property 'led.nope' not found"),
        ("{'driver': 'intel-iommu', 'aw-bits': 'x'}", "Invalid parameter type for 'aw-bits', expected: integer"),
        ("{'driver': 'led', 'id': 1}", "Invalid parameter type for 'id', expected: string"),
    ] {
        let (_, err, status) = run(&["-M", "q35", "-device", device], "");
        assert_eq!((&*err, status), (&*format!("qom: -device {device}: {why}\n"), Some(1)));
    }
}

#[test]
fn what_is_asked_for_is_logged_where_it_is_asked_for() {
    let options = ["-M", "q35", "-device", "led", "-trace", "q*_realize", "-d", "trace:handle_hmp_command"];
    let realized = "qdev_realize device=/machine/q35(q35-pcihost)\n\
                    qdev_realize device=/machine/peripheral-anon/device[0](led)\n";
    let logged = format!("{realized}handle_hmp_command line=qom-list /\n");
    let (_, err, status) = run(&options, "qom-list /\n");
    assert_eq!((err, status), (logged.clone(), Some(0)));
    let file = std::env::temp_dir().join(format!("qom-log-{}", std::process::id()));
    let to_file = [&options[..], &["-D", file.to_str().unwrap()]].concat();
    assert_eq!(run(&to_file, "qom-list /\n").1, "");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), logged);
    // What is said last counts.
    std::fs::write(&file, "# no events but one\n-*\nqdev_realize\n").unwrap();
    let events = format!("enable=*,events={}", file.display());
    assert_eq!(run(&["-M", "q35", "-device", "led", "-trace", &events], "qom-list /\n").1, realized);
    std::fs::remove_file(file).unwrap();
    let (listed, _, status) = run(&["-trace", "help"], "");
    assert!(listed.lines().eq(qom_core::trace::EVENTS.iter().copied()) && status == Some(0));
    assert_eq!(run(&["-d", "trace:help"], "").0, listed);
    assert!(run(&["-d", "help"], "").0.starts_with("Log items"));
    assert_eq!(run(&["-M", "none", "-trace", "nope"], "").1, "qom: warning: trace event 'nope' does not exist\n");
}

#[test]
fn all_events_there_are_come() {
    let options = ["-M", "q35", "-trace", "*", "-device", "pcie-root-port,id=rp0", "-qmp", "stdio"];
    let qmp = "{'execute': 'qmp_capabilities'}{'execute': 'device_add', 'arguments': {'driver': 'pci-blank', 'id': 'd', \
               'bus': 'rp0'}}{'execute': 'device_del', 'arguments': {'id': 'd'}}{'execute': 'system_reset'}{'execute': \
               'human-monitor-command', 'arguments': {'command-line': 'info status'}}";
    let (_, mut logged, _) = run(&options, qmp);
    logged += &run(&["-M", "q35", "-trace", "*", "-device", "intel-iommu", "-device", "amd-iommu"], "").1;
    for event in qom_core::trace::EVENTS {
        assert!(logged.lines().any(|line| line.split(' ').next() == Some(event)), "{event}: {logged}");
    }
}

#[test]
fn a_place_that_is_none_is_one_line_and_status_1() {
    for (option, value, why) in [
        ("-qmp", "stdio,server=maybe", "Invalid parameter 'server'"),
        ("-monitor", "unix:/no/such/place", "Failed to connect to '/no/such/place': No such file or directory"),
        ("-qmp", "unix:/no/such/place,server=on", "Failed to bind socket to /no/such/place: No such file or directory"),
        ("-mon", "nobody", "chardev \"nobody\" not found"),
        ("-d", "cpu", "there is no log item 'cpu', see -d help"),
        ("-trace", "foo,file=x", "Invalid parameter 'file'"),
    ] {
        let (_, err, status) = run(&[option, value], "");
        let err = err.replace("qom: warning: trace event 'foo' does not exist\n", "");
        assert_eq!((&*err, status), (&*format!("qom: {option} {value}: {why}\n"), Some(1)));
    }
}
